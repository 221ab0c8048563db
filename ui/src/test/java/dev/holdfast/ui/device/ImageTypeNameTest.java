package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTypeNameTest {
    @ParameterizedTest
    @CsvSource({
        "NormalWorldKernel, Normal world kernel",
        "RootFs, Root fs",
        "Applications, Applications",
        "OneBl, First-stage boot loader",
        "device, device"
    })
    void image_types_read_as_words(String type, String words) {
        assertThat(ImageTypeName.words(type)).isEqualTo(words);
    }
}
