package dev.holdfast.ui.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.DeploymentView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void a_deployment_is_complete_only_when_every_device_has_attested_it() {
        assertThat(word(deployment(true, 10, 0, 1, 9, 0))).isEqualTo("Running");
        assertThat(word(deployment(true, 10, 0, 0, 10, 0))).isEqualTo("Complete");
    }

    @Test
    void one_failure_shows_while_the_rest_goes_on() {
        DeploymentView failing = deployment(true, 10, 4, 1, 4, 1);

        assertThat(word(failing)).isEqualTo("Failures");
        assertThat(Progress.sentence(failing))
                .isEqualTo("4 of 10 devices attested the new images · 1 could not install them");
    }

    @Test
    void a_group_without_devices_and_a_replaced_deployment_say_so() {
        assertThat(word(deployment(true, 0, 0, 0, 0, 0))).isEqualTo("No devices");
        assertThat(word(deployment(false, 10, 0, 0, 10, 0))).isEqualTo("Superseded");
    }

    @Test
    void the_bar_shows_all_four_states() {
        assertThat(Progress.bar(deployment(true, 10, 4, 1, 4, 1)).description())
                .isEqualTo("Progress: 4 attested, 1 installed, 4 pending, 1 failed");
    }

    private static String word(DeploymentView deployment) {
        return Progress.badge(deployment).getElement().getTextRecursively();
    }

    private static DeploymentView deployment(
            boolean current, long targeted, long pending, long installed, long attested, long failed) {
        return new DeploymentView(
                new UUID(1, 2),
                "Toaster",
                "Production",
                3,
                current,
                List.of(),
                Instant.EPOCH,
                "pavel",
                targeted,
                pending,
                installed,
                attested,
                failed);
    }
}
