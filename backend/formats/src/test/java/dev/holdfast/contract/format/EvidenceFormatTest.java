package dev.holdfast.contract.format;

import static dev.holdfast.contract.Malformed.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.FormatException.Reason;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of every kind of evidence. */
class EvidenceFormatTest {
    @ParameterizedTest
    @EnumSource
    void decoded_evidence_equals_the_signed_evidence(EvidenceKind kind) throws FormatException {
        Evidence evidence = Tokens.evidence(kind, 7, 12);

        assertThat(EvidenceFormat.verify(Tokens.sign(evidence, Tokens.ATTESTATION)))
                .isEqualTo(evidence);
    }

    @ParameterizedTest
    @EnumSource
    void twenty_measurements_fit(EvidenceKind kind) throws FormatException {
        byte[] token = Tokens.sign(Tokens.evidence(kind, 1, Measurement.MAX_COUNT), Tokens.ATTESTATION);

        assertThat(EvidenceFormat.verify(token).measurements()).hasSize(Measurement.MAX_COUNT);
    }

    @ParameterizedTest
    @EnumSource
    void every_single_bit_flip_is_refused(EvidenceKind kind) {
        byte[] token = Tokens.token(kind);
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] flipped = token.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> EvidenceFormat.verify(flipped))
                    .as("bit %d", bit)
                    .isInstanceOf(FormatException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_token_signed_by_another_key_is_refused(EvidenceKind kind) {
        assertRefused(
                Tokens.sign(Tokens.evidence(kind, 1, 2), new TestKey()), EvidenceFormat::verify, Reason.SIGNATURE);
    }

    @ParameterizedTest
    @EnumSource
    void a_truncated_or_padded_token_is_refused(EvidenceKind kind) {
        byte[] token = Tokens.token(kind);

        assertThatThrownBy(() -> EvidenceFormat.verify(Arrays.copyOf(token, token.length - 1)))
                .isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> EvidenceFormat.verify(Arrays.copyOf(token, token.length + 1)))
                .isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @EnumSource
    void swapped_measurements_are_refused(EvidenceKind kind) {
        byte[] token = Tokens.token(kind);
        byte[] first =
                Tokens.evidence(kind, 7, 2).measurements().get(0).digest().bytes();
        byte[] second =
                Tokens.evidence(kind, 7, 2).measurements().get(1).digest().bytes();
        String swapped = HexFormat.of()
                .formatHex(token)
                .replace(hex(first), "first")
                .replace(hex(second), hex(first))
                .replace("first", hex(second));

        assertRefused(HexFormat.of().parseHex(swapped), EvidenceFormat::verify, Reason.SIGNATURE);
    }

    @ParameterizedTest
    @EnumSource
    void an_oversized_token_is_refused_before_parsing(EvidenceKind kind) {
        byte[] token = Arrays.copyOf(Tokens.token(kind), EvidenceFormat.MAX_LENGTH + 1);

        assertRefused(token, EvidenceFormat::verify, Reason.SIZE);
    }

    @Property(tries = 300)
    void arbitrary_bytes_are_always_refused(@ForAll @Size(max = 600) byte[] bytes) {
        assertThatThrownBy(() -> EvidenceFormat.verify(bytes)).isInstanceOf(FormatException.class);
    }

    @Property(tries = 50)
    void boot_count_and_number_of_measurements_are_preserved(
            @ForAll EvidenceKind kind,
            @ForAll @IntRange(min = 0) int boots,
            @ForAll @IntRange(min = 1, max = 20) int count)
            throws FormatException {
        Evidence evidence = Tokens.evidence(kind, boots, count);

        assertThat(EvidenceFormat.verify(Tokens.sign(evidence, Tokens.ATTESTATION)))
                .isEqualTo(evidence);
    }

    /** Each line: CBOR that is not deterministic or not supported, and the reason of its refusal. */
    @ParameterizedTest
    @CsvSource({
        "5a7fffffff, MALFORMED", // byte string of 2³¹−1 bytes without its content
        "9f01ff, ENCODING", // array of indefinite length
        "bf0101ff, ENCODING", // map of indefinite length
        "5f4101ff, ENCODING", // byte string of indefinite length
        "1800, ENCODING", // 0 in two bytes
        "1b0000000000000001, ENCODING", // 1 in nine bytes
        "1b00000000ff00ff00, ENCODING", // a 32-bit number in nine bytes
        "f93c00, ENCODING", // 1.0 with 16 bits
        "fa3f800000, ENCODING", // 1.0 with 32 bits
        "fb3ff0000000000000, ENCODING", // 1.0 with 64 bits
        "f97e00, ENCODING", // NaN
        "f5, ENCODING", // true
        "f6, ENCODING", // null
        "c11a69248100, ENCODING", // tag 1: a time
        "c249010000000000000000, ENCODING", // tag 2: the big number 2⁶⁴
        "a201010102, DUPLICATE", // map with the key 1 twice
        "a202010101, ENCODING", // map with the keys 2 and 1
        "0101, ENCODING", // two items
    })
    void non_deterministic_cbor_is_refused(String hex, Reason reason) {
        assertRefused(HexFormat.of().parseHex(hex), StrictCbor::decode, reason);
    }

    /** 2³¹, 2³²−1 and 2³², and the negative numbers with the same bytes: −1−2³¹, −2³² and −1−2³². */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1a80000000",
                "1affffffff",
                "1b0000000100000000",
                "3a80000000",
                "3affffffff",
                "3b0000000100000000"
            })
    void an_integer_at_the_edge_of_four_bytes_has_one_encoding(String hex) throws FormatException {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(DeterministicCbor.encode(StrictCbor.decode(bytes))).isEqualTo(bytes);
    }

    @Test
    void deeply_nested_cbor_is_refused_before_it_is_built() {
        assertRefused(HexFormat.of().parseHex("81".repeat(4000) + "00"), StrictCbor::decode, Reason.DEPTH);
        assertRefused(HexFormat.of().parseHex("84" + "81".repeat(4000) + "00"), EvidenceFormat::verify, Reason.DEPTH);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
