package dev.holdfast.contract.mt3620;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.contract.Vectors;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzz targets for the bodies of manifest, keystore and capability file, without their signatures. CONTRIBUTING.md
 * describes how to fuzz.
 */
class FlashFormatFuzzTest {
    @MethodSource("manifests")
    @FuzzTest(maxDuration = "60s")
    void imageManifest(byte[] body) {
        try {
            ImageManifest manifest = ImageManifest.decode(ImageType.FIRMWARE_UPDATE_MANIFEST, 0, body);
            // Without entries, the entry size is not preserved.
            if (!manifest.entries().isEmpty()) {
                assertThat(manifest.encode()).isEqualTo(body);
            }
        } catch (FormatException e) {
            assertThat(e.reason()).isNotEqualTo(FormatException.Reason.MALFORMED);
        }
    }

    @MethodSource("keystores")
    @FuzzTest(maxDuration = "60s")
    void trustedKeystore(byte[] body) {
        try {
            assertThat(TrustedKeystore.decode(body).encode()).isEqualTo(body);
        } catch (FormatException e) {
            assertThat(e.reason()).isNotEqualTo(FormatException.Reason.MALFORMED);
        }
    }

    @MethodSource("capabilities")
    @FuzzTest(maxDuration = "60s")
    void capabilityFile(byte[] body) {
        try {
            CapabilityFile file = CapabilityFile.decode(body);
            assertThat(CapabilityFile.decode(file.encode())).isEqualTo(file);
        } catch (FormatException e) {
            assertThat(e.reason()).isNotEqualTo(FormatException.Reason.MALFORMED);
        }
    }

    static Stream<byte[]> manifests() {
        return Stream.of("manifest-base", "manifest-grown").map(FlashFormatFuzzTest::body);
    }

    static Stream<byte[]> keystores() {
        return Stream.of("keystore").map(FlashFormatFuzzTest::body);
    }

    static Stream<byte[]> capabilities() {
        return Stream.of("capability", "capability-many").map(FlashFormatFuzzTest::body);
    }

    private static byte[] body(String vector) {
        try {
            return ImagePackage.parse(Vectors.read(vector)).body();
        } catch (FormatException e) {
            throw new AssertionError(e);
        }
    }
}
