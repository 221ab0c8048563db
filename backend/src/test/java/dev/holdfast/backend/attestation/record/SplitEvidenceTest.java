package dev.holdfast.backend.attestation.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Nonce;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Splits evidence at the bytes that devices with the same software share, and joins it again. */
class SplitEvidenceTest {
    private final TestChip chip = new TestChip();

    @Test
    void devices_with_the_same_software_share_most_evidence() {
        TestChip other = new TestChip();
        Evidence first = chip.evidence(nonce(1), TestImages.measured(TestImages.all()));
        Evidence second = other.evidence(nonce(2), TestImages.measured(TestImages.all()));

        SplitEvidence one = SplitEvidence.of(chip.token(first), first.measurements());
        SplitEvidence two = SplitEvidence.of(other.token(second), second.measurements());

        assertThat(one.shared()).isEqualTo(two.shared());
        assertThat(one.remainder().length()).isLessThan(one.shared().length());
        assertThat(one.remainder()).isNotEqualTo(two.remainder());
    }

    @Test
    void evidence_of_every_kind_is_joined_again() {
        List<Measurement> measurements = TestImages.measured(TestImages.all());
        for (Evidence evidence :
                List.of(chip.evidence(nonce(1), measurements), chip.psaEvidence(nonce(1), measurements))) {
            Blob token = chip.token(evidence);
            SplitEvidence split = SplitEvidence.of(token, measurements);

            assertThat(split.shared().length()).isPositive();
            assertThat(whole(split)).isEqualTo(token);
        }
    }

    @Property
    void no_bytes_are_lost(@ForAll byte[] before, @ForAll @Size(max = 9) byte[] between) {
        List<Measurement> measurements = TestImages.measured(TestImages.all());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before);
        bytes.writeBytes(measurements.getLast().digest().bytes());
        bytes.writeBytes(between);
        bytes.writeBytes(measurements.getFirst().digest().bytes());
        Blob backwards = Blob.of(bytes.toByteArray());
        bytes.writeBytes(measurements.getLast().digest().bytes());
        bytes.writeBytes(before);

        // The last digest is before the first one, so nothing is split off.
        assertThat(SplitEvidence.of(backwards, measurements))
                .isEqualTo(new SplitEvidence(backwards, 0, Blob.of(new byte[0])));
        assertThat(whole(SplitEvidence.of(Blob.of(bytes.toByteArray()), measurements)))
                .isEqualTo(Blob.of(bytes.toByteArray()));
        assertThat(SplitEvidence.of(backwards, List.of()).remainder()).isEqualTo(backwards);
    }

    /** Joins the shared bytes and the remainder, like the database view {@code kept_attestation}. */
    private static Blob whole(SplitEvidence split) {
        byte[] remainder = split.remainder().bytes();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(Arrays.copyOf(remainder, split.offset()));
        whole.writeBytes(split.shared().bytes());
        whole.writeBytes(Arrays.copyOfRange(remainder, split.offset(), remainder.length));
        return Blob.of(whole.toByteArray());
    }

    private static Nonce nonce(int number) {
        byte[] bytes = new byte[Nonce.LENGTH];
        bytes[0] = (byte) number;
        return Nonce.of(bytes);
    }
}
