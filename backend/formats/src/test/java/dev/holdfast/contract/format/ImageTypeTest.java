package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares the image types with the published table in {@code image-types.txt}: API name, number in images, number in the older API. */
class ImageTypeTest {
    @Test
    void all_24_types_are_found_by_each_of_three_encodings() {
        List<String[]> rows = Vectors.text("image-types.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ", -1))
                .toList();

        assertThat(rows).hasSize(24).hasSameSizeAs(ImageType.values());
        for (String[] row : rows) {
            ImageType type = ImageType.ofApiName(row[0]).orElseThrow();
            assertThat(type.number()).as(row[0]).isEqualTo(Integer.parseInt(row[1]));
            assertThat(type.legacyNumber()).as(row[0]).isEqualTo(Integer.parseInt(row[2]));
            assertThat(ImageType.ofNumber(type.number())).contains(type);
            assertThat(ImageType.ofLegacyNumber(type.legacyNumber())).contains(type);
        }
    }

    @Test
    void unknown_numbers_are_preserved_and_known_ones_are_never_unknown() {
        assertThat(ImageKind.ofNumber(10)).isEqualTo(ImageType.APPLICATIONS);
        assertThat(ImageKind.ofNumber(29)).isEqualTo(new UnknownImageType(29));
        assertThat(ImageType.ofNumber(29)).isEmpty();
        assertThat(ImageType.ofLegacyNumber(24)).isEmpty();
        assertThatThrownBy(() -> new UnknownImageType(10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImageKind.ofNumber(0x1_0000)).isInstanceOf(IllegalArgumentException.class);
    }
}
