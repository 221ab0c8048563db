package dev.holdfast.ui.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.ui.fake.FakeDevices;
import dev.holdfast.ui.fake.FakeFleet;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The progress of a deployment. */
class ProgressTest {
    @Test
    void a_deployment_is_complete_when_all_devices_attested_it() {
        assertThat(word(deployment(true, 10, 0, 1, 9, 0))).isEqualTo("Running");
        assertThat(word(deployment(true, 10, 0, 0, 10, 0))).isEqualTo("Complete");
    }

    @Test
    void a_failure_shows_while_other_devices_continue() {
        DeploymentView failing = deployment(true, 10, 4, 1, 4, 1);

        assertThat(word(failing)).isEqualTo("Failures");
        assertThat(new Progress(failing, 0).sentence()).isEqualTo("4 of 10 devices attested the new images · 1 failed");
    }

    @Test
    void empty_groups_and_superseded_deployments_have_badges() {
        assertThat(word(deployment(true, 0, 0, 0, 0, 0))).isEqualTo("No devices");
        assertThat(word(deployment(false, 10, 0, 0, 10, 0))).isEqualTo("Superseded");
    }

    @Test
    void the_bar_shows_all_four_states() {
        assertThat(new Progress(deployment(true, 10, 4, 1, 4, 1), 0).bar().description())
                .isEqualTo("Progress: 4 attested, 1 installed, 4 pending, 1 failed");
    }

    @Test
    void failed_unknown_and_unreachable_devices_are_told_apart() {
        assertThat(new Progress(deployment(true, 10, 6, 1, 2, 1, 3L, 2L), 0)
                        .bar()
                        .description())
                .isEqualTo("Progress: 2 attested, 1 installed, 1 pending, 3 unknown, 2 unreachable, 1 failed");
    }

    @Test
    void untrusted_devices_are_counted_apart_from_pending_ones() {
        Progress held = new Progress(deployment(true, 25, 1, 0, 24, 0), 1);

        assertThat(held.brief()).isEqualTo("24 of 25 attested · 1 held");
        assertThat(held.badge().getElement().getTextRecursively()).isEqualTo("Held");
        assertThat(held.isRunning()).isFalse();
        assertThat(held.bar().description()).isEqualTo("Progress: 24 attested, 1 held");
        assertThat(held.sentence()).contains("1 held until trusted again");
        assertThat(new Progress(deployment(true, 25, 2, 0, 23, 0), 1).isRunning())
                .isTrue();
    }

    @Test
    void held_devices_are_counted_by_group() {
        List<DeploymentView> deployments = new FakeFleet().deployments();
        FakeDevices client = new FakeDevices(false);
        DeploymentView production = deployments.getFirst();

        assertThat(Progress.Held.ask(client, "contoso", deployments).of(production))
                .isEqualTo(4);
        assertThat(Progress.Held.ask(client, "contoso", List.of(production)).of(production))
                .isEqualTo(4);
        assertThat(Progress.Held.ask(client, "contoso", deployments).of(deployments.getLast()))
                .as("a superseded deployment holds no device back")
                .isZero();
    }

    /** Returns the text of the badge. */
    private static String word(DeploymentView deployment) {
        return new Progress(deployment, 0).badge().getElement().getTextRecursively();
    }

    /** Returns a deployment. {@code targeted} is the sum of the four numbers after it. */
    private static DeploymentView deployment(
            boolean current, long targeted, long pending, long installed, long attested, long failed) {
        return deployment(current, targeted, pending, installed, attested, failed, null, null);
    }

    private static DeploymentView deployment(
            boolean current,
            long targeted,
            long pending,
            long installed,
            long attested,
            long failed,
            @Nullable Long unknown,
            @Nullable Long unreachable) {
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
                failed,
                null,
                null,
                null,
                unknown,
                unreachable);
    }
}
