package dev.holdfast.sim.mt3620.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.sim.mt3620.DeviceAuthError;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that error codes have the numbers of Azure Sphere's documentation. */
class ErrorCodeTest {
    @Test
    void update_errors_have_the_documented_numbers() {
        assertThat(IntStream.rangeClosed(1, 47)
                        .filter(code -> ImageUpdateError.ofCode(code).isPresent()))
                .containsExactly(
                        2, 12, 15, 16, 19, 20, 25, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 38, 39, 40, 41, 42, 43, 47);
        assertThat(ImageUpdateError.ofCode(34)).contains(ImageUpdateError.MANIFEST_SET_HEADER_INVALID);
        assertThat(ImageUpdateError.OUT_OF_ORDER.code()).isEqualTo(30);
        for (Reason reason : Reason.values()) {
            assertThat(ImageUpdateError.ofCode(reason.error().code())).contains(reason.error());
        }
    }

    @Test
    void each_code_of_a_failed_update_is_documented() throws IOException {
        String document = Files.readString(Path.of("../docs/operating.md"));
        String table = document.substring(document.indexOf("### Codes of failed updates"));
        assertThat(Stream.concat(Arrays.stream(Reason.values()), Arrays.stream(ImageUpdateError.values()))
                        .map(code -> "`" + code.name().toLowerCase(Locale.ROOT).replace('_', '-') + "`"))
                .allSatisfy(code -> assertThat(table).contains(code));
    }

    @Test
    void authentication_errors_are_one_to_fifteen() {
        assertThat(DeviceAuthError.values())
                .extracting(DeviceAuthError::code)
                .containsExactly(IntStream.rangeClosed(1, 15).boxed().toArray(Integer[]::new));
        assertThat(DeviceAuthError.ofCode(8)).contains(DeviceAuthError.INVALID_TENANT_ID);
        assertThat(DeviceAuthError.ofCode(16)).isEqualTo(Optional.empty());
    }
}
