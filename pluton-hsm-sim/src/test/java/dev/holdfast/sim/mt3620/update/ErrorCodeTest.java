package dev.holdfast.sim.mt3620.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.sim.mt3620.DeviceAuthError;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import java.util.Optional;
import java.util.stream.IntStream;
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
    void authentication_errors_are_one_to_fifteen() {
        assertThat(DeviceAuthError.values())
                .extracting(DeviceAuthError::code)
                .containsExactly(IntStream.rangeClosed(1, 15).boxed().toArray(Integer[]::new));
        assertThat(DeviceAuthError.ofCode(8)).contains(DeviceAuthError.INVALID_TENANT_ID);
        assertThat(DeviceAuthError.ofCode(16)).isEqualTo(Optional.empty());
    }
}
