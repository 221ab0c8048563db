package dev.holdfast.contract.mt3620;

import static dev.holdfast.contract.Malformed.assertRefused;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.Malformed;
import dev.holdfast.contract.Vectors;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.SignatureBytes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests lengths and offsets that make two parts of a format overlap. */
class OverlapTest {
    private static final int LENGTH_FIELD = 4;

    @Test
    void metadata_that_overlaps_the_body_or_begins_before_it_is_refused() {
        for (String vector : List.of("application", "keystore", "manifest-base", "capability")) {
            byte[] bytes = Vectors.read(vector);
            int field = bytes.length - SignatureBytes.LENGTH - LENGTH_FIELD;
            int all = field + LENGTH_FIELD;

            assertRefused(lengths(bytes, trueLength(bytes) + 1, all), ImagePackage::parse, Reason.MAGIC);
            assertRefused(lengths(bytes, all + 1, all + 1000), ImagePackage::parse, Reason.LENGTH);
            assertRefused(Malformed.with(bytes, field, 4, 0xFFFF_FFFFL), ImagePackage::parse, Reason.LENGTH);
        }
    }

    @Test
    void a_body_that_overlaps_the_metadata_or_its_length_is_refused() {
        byte[] bytes = Vectors.read("application");

        assertRefused(lengths(bytes, 0, LENGTH_FIELD - 1), ImagePackage::parse, Reason.LENGTH);
        assertRefused(
                lengths(bytes, LENGTH_FIELD, trueLength(bytes) - 1),
                ImagePackage::parse,
                Reason.MAGIC,
                Reason.TRUNCATED);
    }

    @Test
    void a_metadata_offset_that_overlaps_the_header_or_the_capabilities_is_refused() throws FormatException {
        byte[] body = ImagePackage.parse(Vectors.read("capability")).body();

        for (int offset = 0; offset < body.length; offset++) {
            byte[] changed = Malformed.with(body, 8, 4, offset);
            assertThatThrownBy(() -> CapabilityFile.decode(changed))
                    .hasMessage("offset 8: metadata offset " + offset + ", expected 204");
        }
    }

    @Test
    void manifest_entries_that_overlap_the_header_or_each_other_are_refused() throws FormatException {
        byte[] body = ImagePackage.parse(Vectors.read("manifest-base")).body();

        assertRefused(
                IntStream.range(0, 16)
                        .mapToObj(size -> Malformed.with(body, 4, 2, size))
                        .toList(),
                bytes -> ImageManifest.decode(ImageType.BASE_SYSTEM_UPDATE_MANIFEST, 4, bytes),
                Reason.LENGTH);
        assertRefused(
                IntStream.range(0, ManifestEntry.LENGTH)
                        .mapToObj(size -> Malformed.with(body, 6, 2, size))
                        .toList(),
                bytes -> ImageManifest.decode(ImageType.BASE_SYSTEM_UPDATE_MANIFEST, 4, bytes),
                Reason.LENGTH);
    }

    @Test
    void keystore_entries_that_overlap_the_following_table_are_refused() throws FormatException {
        byte[] body = ImagePackage.parse(Vectors.read("keystore")).body();

        assertRefused(Malformed.with(body, 0, 2, 1), TrustedKeystore::decode, Reason.MAGIC);
        assertRefused(Malformed.with(body, 0, 2, 3), TrustedKeystore::decode, Reason.TRUNCATED);
    }

    /** Returns the metadata length of a valid package. */
    private static int trueLength(byte[] bytes) {
        try {
            return bytes.length
                    - SignatureBytes.LENGTH
                    - ImagePackage.parse(bytes).bodyLength();
        } catch (FormatException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns copies of a package with every metadata length from {@code from} to {@code to}. */
    private static List<byte[]> lengths(byte[] bytes, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(
                        length -> Malformed.with(bytes, bytes.length - SignatureBytes.LENGTH - LENGTH_FIELD, 4, length))
                .toList();
    }
}
