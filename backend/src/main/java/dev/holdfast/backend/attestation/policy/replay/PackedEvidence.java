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
 * Stored evidence of a device, packed by the database into one byte string, because a row per piece would cost more than deciding it. A piece
 * is its number, its time (microseconds since 2000, as in the PostgreSQL protocol), the offset of the shared part, its length, its state id,
 * and its evidence without that part. Big-endian.
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

    /** Registers the states of the pieces. */
    void announce(EvidenceParts parts) {
        for (ByteBuffer at = ByteBuffer.wrap(packed); at.hasRemaining(); ) {
            at.position(at.position() + Long.BYTES + Long.BYTES + Integer.BYTES);
            int length = at.getInt();
            parts.need(packed, at.position());
            at.position(at.position() + EvidenceParts.NAME + length);
        }
    }

    /**
     * Joins the pieces, oldest first. Leaves out pieces whose state was deleted meanwhile by the catalog's retention.
     *
     * @param from older pieces do not count
     */
    List<Stored> oldestFirst(EvidenceParts parts, Instant from) {
        List<Stored> pieces = new ArrayList<>();
        for (ByteBuffer at = ByteBuffer.wrap(packed); at.hasRemaining(); ) {
            long number = at.getLong();
            Instant time = EPOCH.plus(at.getLong(), ChronoUnit.MICROS);
            int cut = at.getInt();
            int length = at.getInt();
            int name = at.position();
            int rest = name + EvidenceParts.NAME;
            byte[] part = parts.of(packed, name);
            if (part != null) {
                pieces.add(new Stored(number, time, !time.isBefore(from), joined(rest, cut, length, part)));
            }
            at.position(rest + length);
        }
        pieces.sort(Comparator.comparingLong(Stored::number));
        return pieces;
    }

    private Blob joined(int rest, int cut, int length, byte[] part) {
        byte[] whole = new byte[length + part.length];
        System.arraycopy(packed, rest, whole, 0, cut);
        System.arraycopy(part, 0, whole, cut, part.length);
        System.arraycopy(packed, rest + cut, whole, cut + part.length, length - cut);
        return Blob.of(whole);
    }
}
