package dev.holdfast.backend.update.content;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Applications and the flash of parts: the MT3620AN has 1 MiB for them, the IMX8-CLASS 8 MiB. */
class ApplicationQuotaTest {
    private static final long MIB = 1024 * 1024;

    @Test
    void an_upload_must_fit_into_a_part_of_the_catalog() {
        assertThatCode(() -> ApplicationQuota.requireSome(List.of(), 22 * MIB)).doesNotThrowAnyException();
        assertThatCode(() -> ApplicationQuota.requireSome(List.of("MT3620AN"), MIB))
                .doesNotThrowAnyException();
        assertThatCode(() -> ApplicationQuota.requireSome(List.of("MT3620AN", "IMX8-CLASS"), 8 * MIB))
                .doesNotThrowAnyException();
        assertThatCode(() -> ApplicationQuota.requireSome(List.of("MT3620AN", "UNKNOWN"), 22 * MIB))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ApplicationQuota.requireSome(List.of("MT3620AN"), MIB + 1))
                .hasMessageContaining("part MT3620AN have room for 1048576 bytes");
        assertThatThrownBy(() -> ApplicationQuota.requireSome(List.of("MT3620AN", "IMX8-CLASS"), 8 * MIB + 1))
                .hasMessageContaining("part IMX8-CLASS");
    }

    @Test
    void a_deployment_must_fit_into_every_part_of_the_group() {
        assertThatCode(() -> ApplicationQuota.requireAll(List.of(), 22 * MIB)).doesNotThrowAnyException();
        assertThatCode(() -> ApplicationQuota.requireAll(List.of("MT3620AN", "IMX8-CLASS"), MIB))
                .doesNotThrowAnyException();
        assertThatCode(() -> ApplicationQuota.requireAll(List.of("UNKNOWN"), 22 * MIB))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ApplicationQuota.requireAll(List.of("MT3620AN", "IMX8-CLASS"), MIB + 1))
                .hasMessageContaining("part MT3620AN");
    }
}
