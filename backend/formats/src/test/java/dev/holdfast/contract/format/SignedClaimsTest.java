package dev.holdfast.contract.format;

import static dev.holdfast.contract.Malformed.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.Vectors;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.DeviceId;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Tests numbers out of range in signed claims, because a trusted signer can make mistakes, too. */
class SignedClaimsTest {
    private static final DeviceId DEVICE = new DeviceId(Vectors.key());
    /** 1764000000 as CBOR writes it. */
    private static final String NOW = "1a69248100";

    /** The times are 2⁶³−1 and −1. */
    @Test
    void a_time_out_of_range_is_refused() {
        byte[] set = FormatFuzzTest.manifestSets().findFirst().orElseThrow();
        byte[] result = FormatFuzzTest.results().findFirst().orElseThrow();

        assertRefused(replaced(set, NOW, "1b7fffffffffffffff"), ManifestSetFormat::decodeClaims, Reason.RANGE);
        assertRefused(replaced(result, NOW, "1b7fffffffffffffff"), AttestationResultFormat::decodeClaims, Reason.RANGE);
        assertRefused(replaced(set, NOW, "20"), ManifestSetFormat::decodeClaims, Reason.RANGE);
    }

    /** The image type 10 becomes 2³² + 10, which an int would cut to 10; the same with 9. */
    @Test
    void an_image_type_above_32_bits_is_refused() {
        byte[] set = FormatFuzzTest.manifestSets().findFirst().orElseThrow();
        byte[] evidence = FormatFuzzTest.evidenceSamples().findFirst().orElseThrow();

        assertRefused(replaced(set, "860a50", "861b000000010000000a50"), ManifestSetFormat::decodeClaims, Reason.RANGE);
        assertRefused(
                replaced(evidence, "850950", "851b000000010000000950"),
                bytes -> PlutonEvidenceFormat.decodeClaims(DEVICE, bytes),
                Reason.RANGE);
    }

    /** Replaces the first occurrence; fails if there is none. */
    private static byte[] replaced(byte[] claims, String from, String to) {
        String hex = HexFormat.of().formatHex(claims);
        assertThat(hex).contains(from);
        int at = hex.indexOf(from);
        return HexFormat.of().parseHex(hex.substring(0, at) + to + hex.substring(at + from.length()));
    }
}
