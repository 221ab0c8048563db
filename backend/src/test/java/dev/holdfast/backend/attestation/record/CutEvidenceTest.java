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

/** Cuts the bytes that devices with the same software share out of evidence, and joins them again. */
class CutEvidenceTest {
    private final TestChip chip = new TestChip();

    @Test
    void devices_with_the_same_software_share_most_evidence() {
        TestChip other = new TestChip();
        Evidence first = chip.evidence(nonce(1), TestImages.measured(TestImages.all()));
        Evidence second = other.evidence(nonce(2), TestImages.measured(TestImages.all()));

        CutEvidence one = CutEvidence.of(chip.token(first), first.measurements());
        CutEvidence two = CutEvidence.of(other.token(second), second.measurements());

        assertThat(one.part()).isEqualTo(two.part());
        assertThat(one.rest().length()).isLessThan(one.part().length());
        assertThat(one.rest()).isNotEqualTo(two.rest());
    }

    @Test
    void evidence_of_every_kind_is_joined_again() {
        List<Measurement> measurements = TestImages.measured(TestImages.all());
        for (Evidence evidence :
                List.of(chip.evidence(nonce(1), measurements), chip.psaEvidence(nonce(1), measurements))) {
            Blob token = chip.token(evidence);
            CutEvidence cut = CutEvidence.of(token, measurements);

            assertThat(cut.part().length()).isPositive();
            assertThat(whole(cut)).isEqualTo(token);
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

        // The last digest is before the first one, so nothing is cut out.
        assertThat(CutEvidence.of(backwards, measurements))
                .isEqualTo(new CutEvidence(backwards, 0, Blob.of(new byte[0])));
        assertThat(whole(CutEvidence.of(Blob.of(bytes.toByteArray()), measurements)))
                .isEqualTo(Blob.of(bytes.toByteArray()));
        assertThat(CutEvidence.of(backwards, List.of()).rest()).isEqualTo(backwards);
    }

    /** Joins the parts like the database view {@code kept_attestation}. */
    private static Blob whole(CutEvidence cut) {
        byte[] rest = cut.rest().bytes();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(Arrays.copyOf(rest, cut.at()));
        whole.writeBytes(cut.part().bytes());
        whole.writeBytes(Arrays.copyOfRange(rest, cut.at(), rest.length));
        return Blob.of(whole.toByteArray());
    }

    private static Nonce nonce(int number) {
        byte[] bytes = new byte[Nonce.LENGTH];
        bytes[0] = (byte) number;
        return Nonce.of(bytes);
    }
}
