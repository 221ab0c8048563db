package dev.holdfast.backend.attestation.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.policy.replay.DeviceReplay.Stored;
import dev.holdfast.contract.id.Blob;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Joins stored evidence. Bytes that many devices have in common are stored once, under a state ID. A piece has the bytes before and behind
 * them.
 */
class PackedEvidenceTest {
    /** PostgreSQL's binary protocol counts times from here. */
    private static final Instant SINCE_2000 = Instant.parse("2000-01-01T00:00:00Z");
    /** Start of the replay's period. */
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    /** State ID. */
    private static final byte[] ONE = id(1);
    /** State ID. */
    private static final byte[] OTHER = id(2);

    private final SharedEvidence shared = new SharedEvidence();
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();

    @Property(tries = 100)
    void pieces_are_joined_oldest_first(
            @ForAll byte[] before, @ForAll @Size(max = 40) byte[] common, @ForAll byte[] behind) {
        PackedEvidenceTest fresh = new PackedEvidenceTest();
        fresh.shared.put(Blob.of(ONE), common);
        fresh.shared.put(Blob.of(OTHER), new byte[0]);
        fresh.add(9, FROM.plusNanos(1_000), ONE, before, behind);
        fresh.add(8, FROM, OTHER, before, behind);
        fresh.add(3, FROM.minusNanos(1_000), ONE, before, behind);

        List<Stored> pieces = fresh.oldestFirst();

        assertThat(pieces)
                .containsExactly(
                        new Stored(3, FROM.minusNanos(1_000), false, joined(before, common, behind)),
                        new Stored(8, FROM, true, joined(before, behind)),
                        new Stored(9, FROM.plusNanos(1_000), true, joined(before, common, behind)));
    }

    @Test
    void a_piece_deleted_meanwhile_is_left_out() {
        shared.put(Blob.of(ONE), new byte[] {5});
        add(1, FROM, OTHER, new byte[1], new byte[1]);
        add(2, FROM, ONE, new byte[1], new byte[1]);

        assertThat(oldestFirst()).extracting(Stored::number).containsExactly(2L);
    }

    @Test
    void a_device_without_evidence_has_no_pieces() {
        assertThat(PackedEvidence.NONE.oldestFirst(shared, FROM)).isEmpty();
    }

    /** Joins the packed pieces. */
    private List<Stored> oldestFirst() {
        PackedEvidence pieces = new PackedEvidence(packed.toByteArray());
        shared.begin();
        pieces.register(shared);
        return pieces.oldestFirst(shared, FROM);
    }

    /** Adds evidence in the binary form in which the database query returns it. */
    private void add(long number, Instant at, byte[] state, byte[] before, byte[] behind) {
        Duration since = Duration.between(SINCE_2000, at);
        packed.writeBytes(ByteBuffer.allocate(24)
                .putLong(number)
                .putLong(since.toSeconds() * 1_000_000 + since.toNanosPart() / 1_000)
                .putInt(before.length)
                .putInt(before.length + behind.length)
                .array());
        packed.writeBytes(state);
        packed.writeBytes(before);
        packed.writeBytes(behind);
    }

    /** Concatenates byte sequences. */
    private static Blob joined(byte[]... all) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] one : all) {
            bytes.writeBytes(one);
        }
        return Blob.of(bytes.toByteArray());
    }

    /** Returns a state ID. */
    private static byte[] id(int number) {
        byte[] id = new byte[SharedEvidence.ID_LENGTH];
        Arrays.fill(id, (byte) number);
        return id;
    }
}
