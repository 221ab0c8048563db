package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewMoveJob;
import dev.holdfast.contract.operator.rollout.HaltCause;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.DayTime;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services fail and devices move in the middle of a rollout. It ends right, and no device is lost. */
@EndToEnd
@Order(2) // directly after RecoveryIT, for the same reason
@ResourceLock(EndToEnd.PROCESSES)
class RolloutFaultsIT {
    private static final String OTHER_GROUP = "Field Test";

    /** Length of an image that takes many TLS records and sectors. */
    private static final int IMAGE_BYTES = 600_000;

    /** Halts at the first failed device, so that a rollout that completes had none. */
    private static final HaltRuleView NO_FAILURE = new HaltRuleView(HaltCause.INSTALL_FAILED, 0, 1);

    private final Stack stack;
    private final TestRollouts rollouts;
    private final TestChips chips;

    RolloutFaultsIT(Stack stack) {
        this.stack = stack;
        this.rollouts = new TestRollouts(stack);
        this.chips = new TestChips(stack, rollouts.name(), TestRollouts.GROUP);
    }

    @AfterEach
    void close() {
        chips.close();
    }

    @Test
    void a_device_whose_gateway_is_killed_in_a_download_resumes_it_and_the_rollout_completes() throws IOException {
        ProcessHandle gateway = stack.running("device-gateway");
        try (BreakingNetwork network = new BreakingNetwork(stack, IMAGE_BYTES / 2, gateway::destroyForcibly)) {
            Chip chip = make(1).getFirst();
            Agent device = switchOn(chip, network.uri(), DayTime.REAL);
            String rollout = rollouts.start(
                    rollouts.upload(chips.application("1.0.0", IMAGE_BYTES)),
                    List.of(NewPhase.ofPercent(NewPhase.ALL)),
                    NO_FAILURE);

            rollouts.awaitCompleted(rollout, 1);
            assertThat(gateway.isAlive()).isFalse();
            assertThat(network.received())
                    .as("one image and a half, if the device had begun anew")
                    .isBetween((long) IMAGE_BYTES, IMAGE_BYTES * 5L / 4);
            assertThat(device.status().returns()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"backend", "postgres", "device-gateway"})
    void a_rollout_completes_although_a_service_is_killed_while_devices_install(String service) throws IOException {
        List<Chip> made = make(3);
        made.forEach(this::switchOn);
        String rollout = rollouts.start(
                rollouts.upload(chips.application("1.0.0", IMAGE_BYTES)),
                List.of(new NewPhase(null, 1, null, null, null, null, null), NewPhase.ofPercent(NewPhase.ALL)),
                NO_FAILURE);
        stack.await(
                "a device installs",
                () -> chips.switchedOn().stream()
                        .filter(device ->
                                device.status().installing() || device.status().manifestVersion() > 0)
                        .findFirst());

        stack.kill(service);
        stack.awaitHealthy(service);
        stack.awaitHealthy("backend");

        rollouts.awaitCompleted(rollout, 3);
        made.forEach(chip -> rollouts.awaitUpdate(chip.id(), "ATTESTED"));
        assertThat(chips.switchedOn()).allMatch(device -> device.status().returns() == 0);
    }

    @Test
    void devices_poll_while_the_backend_is_frozen_and_then_get_a_rollout() throws IOException, InterruptedException {
        Agent device = switchOn(make(1).getFirst());
        rollouts.awaitPolls(device, 1);

        ProcessHandle backend = stack.running("backend");
        signal("STOP", backend);
        try {
            rollouts.awaitPolls(device, 3);
        } finally {
            signal("CONT", backend);
        }

        stack.awaitHealthy("backend");
        rollouts.awaitCompleted(
                rollouts.start(image("1.0.0"), List.of(NewPhase.ofPercent(NewPhase.ALL)), NO_FAILURE), 1);
    }

    @Test
    void a_device_that_moves_in_the_middle_of_a_rollout_leaves_its_counts_and_stays_trusted() {
        List<Chip> made = make(2);
        Chip moving = made.getFirst();
        Chip staying = made.getLast();
        try (TestChips others = new TestChips(stack, rollouts.name(), OTHER_GROUP)) {
            others.make(1, "smoke");
        }
        long other = rollouts.deploy(OTHER_GROUP, image("3.0.0"));
        // A day is short: a device attests again at most hourly.
        Agent moved = switchOn(moving, chips.gatewayAddress(), new DayTime(Instant.now(), 36_000));
        String rollout = rollouts.start(
                image("2.0.0"), List.of(TestRollouts.of(List.of(moving.id(), staying.id()))), NO_FAILURE);
        stack.await(
                "a device of two attested",
                () -> Optional.of(counts(rollout))
                        .filter(counts -> counts.get("attested").asLong() == 1
                                && counts.get("targeted").asLong() == 2));

        move(moving.id());

        JsonNode left = counts(rollout);
        assertThat(left.get("targeted").asLong()).isEqualTo(1);
        assertThat(left.get("attested").asLong()).isZero();
        rollouts.awaitUpdate(moving.id(), "ATTESTED");
        assertThat(moved.status().manifestVersion()).isEqualTo(other);
        assertThat(rollouts.get("devices/" + moving.id().text() + "/attestations"))
                .as("findings of the device's attestations")
                .isNotEmpty()
                .allMatch(attestation -> attestation.get("findings").isEmpty());

        switchOn(staying);
        rollouts.awaitCompleted(rollout, 1);
    }

    /** Makes devices and waits until their group has its first set, so that the rollout keeps the version of its sets. */
    private List<Chip> make(int number) {
        List<Chip> made = chips.make(number, "smoke");
        made.forEach(chip -> rollouts.awaitTarget(chip.id()));
        return made;
    }

    private ImageId image(String version) {
        return rollouts.upload(chips.application(version));
    }

    private Agent switchOn(Chip chip) {
        return switchOn(chip, chips.gatewayAddress(), DayTime.REAL);
    }

    private Agent switchOn(Chip chip, URI gateway, DayTime day) {
        return chips.switchOn(chip.software(new SoftwareBehavior(), gateway, day));
    }

    private static void signal(String signal, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private JsonNode counts(String rollout) {
        return rollouts.read(rollout).get("counts");
    }

    /** Moves a device to the other group and waits until it is there. */
    private void move(DeviceId device) {
        String job = rollouts.post(
                        "device-jobs/move",
                        new NewMoveJob(DeviceSelection.of(List.of(device)), "Toaster", OTHER_GROUP, null))
                .get("id")
                .asText();
        stack.await(
                "the device is in " + OTHER_GROUP,
                () -> Optional.of(
                                rollouts.get("device-jobs/" + job).get("state").asText())
                        .filter("FINISHED"::equals));
    }
}
