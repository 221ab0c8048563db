package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that the fast decoder of stored evidence returns the same evidence as the decoder that verifies. */
class StoredEvidenceTest {
    private static final StoredEvidence STORED = new StoredEvidence();

    @Property(tries = 200)
    void stored_evidence_decodes_as_verified_evidence(
            @ForAll EvidenceKind kind,
            @ForAll @LongRange(min = 0) long boots,
            @ForAll @IntRange(min = 1, max = 20) int count)
            throws FormatException {
        byte[] token = Tokens.sign(Tokens.evidence(kind, boots, count), Tokens.ATTESTATION);

        assertThat(STORED.read(Tokens.DEVICE, token)).isEqualTo(EvidenceFormat.verify(token));
    }

    @ParameterizedTest
    @EnumSource
    void stored_evidence_decodes_without_a_signature_check(EvidenceKind kind) throws FormatException {
        byte[] token = Tokens.token(kind);
        byte[] unsigned = token.clone();
        unsigned[unsigned.length - 1] ^= 1;

        assertThat(STORED.read(Tokens.DEVICE, unsigned)).isEqualTo(EvidenceFormat.verify(token));
    }

    @Test
    void equal_measurements_of_different_evidence_are_read_once() throws FormatException {
        StoredEvidence fresh = new StoredEvidence();
        byte[] one = Tokens.sign(Tokens.evidence(EvidenceKind.PLUTON, 1, 9), Tokens.ATTESTATION);
        byte[] other = Tokens.sign(Tokens.evidence(EvidenceKind.PLUTON, 2, 9), Tokens.ATTESTATION);

        assertThat(fresh.read(Tokens.DEVICE, other).measurements())
                .isSameAs(fresh.read(Tokens.DEVICE, one).measurements());
    }

    @ParameterizedTest
    @EnumSource
    void a_flipped_bit_causes_no_unexpected_exception(EvidenceKind kind) {
        byte[] token = Tokens.token(kind);
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] flipped = token.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatCode(() -> readOrRefuse(flipped)).as("bit %d", bit).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_truncated_token_causes_no_unexpected_exception(EvidenceKind kind) {
        byte[] token = Tokens.token(kind);
        for (int length = 0; length < token.length; length++) {
            byte[] cut = Arrays.copyOf(token, length);
            assertThatCode(() -> readOrRefuse(cut)).as("%d bytes", length).doesNotThrowAnyException();
        }
    }

    @Property(tries = 300)
    void arbitrary_bytes_cause_no_unexpected_exception(@ForAll @Size(max = 600) byte[] bytes) {
        assertThatCode(() -> readOrRefuse(bytes))
                .as(HexFormat.of().formatHex(bytes))
                .doesNotThrowAnyException();
    }

    /** Decodes bytes. Any other exception than a {@link FormatException} fails the test. */
    private static void readOrRefuse(byte[] bytes) {
        try {
            STORED.read(Tokens.DEVICE, bytes);
        } catch (FormatException e) {
            assertThat(e.reason()).isNotNull();
        }
    }
}
