package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.Nonce;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EvidenceFormatTest {
    private static final TestKey ATTESTATION = new TestKey();

    @Test
    void evidence_survives_the_wire() throws FormatException {
        Evidence evidence = evidence(7, 12);

        byte[] token = EvidenceFormat.sign(evidence, ATTESTATION);

        assertThat(EvidenceFormat.verify(token)).isEqualTo(evidence);
        assertThat(token.length).isLessThanOrEqualTo(EvidenceFormat.MAX_LENGTH);
    }

    @Test
    void twenty_measurements_fit() throws FormatException {
        byte[] token = EvidenceFormat.sign(evidence(1, Measurement.MAX_COUNT), ATTESTATION);

        assertThat(EvidenceFormat.verify(token).measurements()).hasSize(Measurement.MAX_COUNT);
    }

    @Test
    void every_single_bit_flip_is_refused() {
        byte[] token = EvidenceFormat.sign(evidence(1, 2), ATTESTATION);
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] flipped = token.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> EvidenceFormat.verify(flipped))
                    .as("bit %d", bit)
                    .isInstanceOf(FormatException.class);
        }
    }

    @Test
    void a_token_signed_by_another_key_is_refused() {
        byte[] token = EvidenceFormat.sign(evidence(1, 2), new TestKey());

        assertThatThrownBy(() -> EvidenceFormat.verify(token)).hasMessageContaining("signature");
    }

    @Test
    void a_truncated_or_padded_token_is_refused() {
        byte[] token = EvidenceFormat.sign(evidence(1, 2), ATTESTATION);

        assertThatThrownBy(() -> EvidenceFormat.verify(Arrays.copyOf(token, token.length - 1)))
                .isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> EvidenceFormat.verify(Arrays.copyOf(token, token.length + 1)))
                .isInstanceOf(FormatException.class);
    }

    @Test
    void deep_long_and_undeterministic_cbor_is_refused() {
        for (String hex :
                List.of("81".repeat(4000) + "00", "5a7fffffff", "9f01ff", "1800", "a201010102", "a202010101")) {
            assertThatThrownBy(() -> StrictCbor.decode(HexFormat.of().parseHex(hex)))
                    .as(hex)
                    .isInstanceOf(FormatException.class);
        }
    }

    @Property(tries = 300)
    void arbitrary_bytes_never_do_more_than_be_refused(@ForAll @Size(max = 600) byte[] bytes) {
        assertThatThrownBy(() -> EvidenceFormat.verify(bytes)).isInstanceOf(FormatException.class);
    }

    @Property(tries = 50)
    void counters_of_any_size_survive(@ForAll @IntRange(min = 0) int boots, @ForAll @IntRange(max = 20) int count)
            throws FormatException {
        Evidence evidence = evidence(boots, count);

        assertThat(EvidenceFormat.verify(EvidenceFormat.sign(evidence, ATTESTATION)))
                .isEqualTo(evidence);
    }

    private static Evidence evidence(long boots, int count) {
        List<Measurement> measurements = java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> new Measurement(
                        ImageType.SERVICES,
                        new ComponentId(new UUID(1, i)),
                        new ImageId(new UUID(2, i)),
                        Digest.sha256(new byte[] {(byte) i}),
                        i * 300_000_000L % 0xFFFF_FFFFL))
                .toList();
        return new Evidence(
                new DeviceId(ATTESTATION.publicKey()),
                Nonce.of(new byte[Nonce.LENGTH]),
                boots,
                DebugState.DISABLED_PERMANENTLY,
                ManufacturingState.DEVICE_COMPLETE,
                3,
                Set.of(13, 11),
                measurements,
                ATTESTATION.publicKey(),
                ATTESTATION.publicKey());
    }
}
