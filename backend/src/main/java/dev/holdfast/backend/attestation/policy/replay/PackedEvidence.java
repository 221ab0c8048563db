package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.policy.replay.DeviceReplay.Stored;
import dev.holdfast.contract.id.Blob;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Stored evidence of a device, packed by the database into one byte string, because reading a row per piece would cost more than deciding
 * the piece. A piece has these fields, big-endian: number, time (microseconds since 2000, as in the PostgreSQL protocol), offset of the
 * shared bytes, length of the rest, state ID, the rest. The rest is the evidence without the shared bytes.
 */
final class PackedEvidence {
    /** SQL that packs piece {@code a}. */
    static final String PACKED = """
            int8send(a.attestation_id) || timestamptz_send(a.at) || int4send(a.evidence_cut) || int4send(length(a.evidence))
            || a.state_id || a.evidence""";

    static final PackedEvidence NONE = new PackedEvidence(new byte[0]);

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final byte[] packed;

    PackedEvidence(byte[] packed) {
        this.packed = packed;
    }

    /** Registers the shared bytes that the pieces need. */
    void register(SharedEvidence shared) {
        for (ByteBuffer at = ByteBuffer.wrap(packed); at.hasRemaining(); ) {
            at.position(at.position() + Long.BYTES + Long.BYTES + Integer.BYTES);
            int length = at.getInt();
            shared.need(packed, at.position());
            at.position(at.position() + SharedEvidence.ID_LENGTH + length);
        }
    }

    /**
     * Joins the pieces, oldest first. Leaves out pieces whose state was deleted meanwhile by the catalog's retention.
     *
     * @param from older pieces do not count
     */
    List<Stored> oldestFirst(SharedEvidence shared, Instant from) {
        List<Stored> pieces = new ArrayList<>();
        for (ByteBuffer at = ByteBuffer.wrap(packed); at.hasRemaining(); ) {
            long number = at.getLong();
            Instant time = EPOCH.plus(at.getLong(), ChronoUnit.MICROS);
            int offset = at.getInt();
            int length = at.getInt();
            int stateId = at.position();
            int remainder = stateId + SharedEvidence.ID_LENGTH;
            byte[] common = shared.of(packed, stateId);
            if (common != null) {
                pieces.add(new Stored(number, time, !time.isBefore(from), join(remainder, offset, length, common)));
            }
            at.position(remainder + length);
        }
        pieces.sort(Comparator.comparingLong(Stored::number));
        return pieces;
    }

    private Blob join(int remainder, int offset, int length, byte[] common) {
        byte[] whole = new byte[length + common.length];
        System.arraycopy(packed, remainder, whole, 0, offset);
        System.arraycopy(common, 0, whole, offset, common.length);
        System.arraycopy(packed, remainder + offset, whole, offset + common.length, length - offset);
        return Blob.of(whole);
    }
}
