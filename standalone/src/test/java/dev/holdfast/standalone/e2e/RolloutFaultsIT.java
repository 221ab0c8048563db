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
import dev.holdfast.sim.agent.Defect;
import dev.holdfast.sim.agent.DeviceClient;
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
        awaitInstalling();

        stack.kill(service);
        stack.awaitHealthy(service);
        stack.awaitHealthy("backend");

        rollouts.awaitCompleted(rollout, 3);
        made.forEach(chip -> rollouts.awaitUpdate(chip.id(), "ATTESTED"));
        assertThat(chips.switchedOn()).allMatch(device -> device.status().returns() == 0);
    }

    @Test
    void devices_poll_while_the_backend_is_frozen_and_then_get_a_rollout() {
        Agent device = switchOn(make(1).getFirst());
        rollouts.awaitPolls(device, 1);

        Frozen.during(stack, "backend", () -> rollouts.awaitPolls(device, 3));

        stack.awaitHealthy("backend");
        rollouts.awaitCompleted(
                rollouts.start(image("1.0.0"), List.of(NewPhase.ofPercent(NewPhase.ALL)), NO_FAILURE), 1);
    }

    @Test
    void a_rollout_completes_with_exact_counts_although_the_database_is_frozen_in_the_middle_of_it()
            throws IOException {
        List<Chip> made = make(4);
        Agent waiting = switchOn(made.getLast());
        made.stream().limit(2).forEach(this::switchOn);
        rollouts.awaitPolls(waiting, 1);
        String rollout = rollouts.start(
                rollouts.upload(chips.application("1.0.0", IMAGE_BYTES)),
                List.of(
                        TestRollouts.of(made.stream().limit(3).map(Chip::id).toList()),
                        NewPhase.ofPercent(NewPhase.ALL)),
                NO_FAILURE);
        awaitInstalling();

        Frozen.during(stack, "postgres", () -> {
            rollouts.awaitPolls(waiting, 10);
            // The second phase cannot open before this device attested.
            switchOn(made.get(2));
            rollouts.awaitPolls(waiting, 10);
        });

        stack.awaitHealthy("postgres");
        rollouts.awaitCompleted(rollout, made.size());
        assertThat(rollouts.read(rollout).get("phases"))
                .extracting(phase -> phase.at("/counts/attested").asInt())
                .containsExactly(3, 1);
        made.forEach(chip -> rollouts.awaitUpdate(chip.id(), "ATTESTED"));
        assertThat(chips.switchedOn()).allMatch(device -> device.status().returns() == 0);
        made.forEach(chip -> stack.await(
                "the report of the update is stored",
                () -> Optional.of(reported(chip.id(), "UPDATE_INSTALLED")).filter(reports -> reports == 1)));
    }

    @Test
    void a_device_that_downloads_when_the_rollout_halts_drops_it_and_keeps_its_images() throws Exception {
        List<Chip> made = make(3);
        SoftwareBehavior defective = new SoftwareBehavior();
        defective.addDefect("toaster-app 2.0.0", new Defect.DoesNotBoot());
        try (BreakingNetwork network = BreakingNetwork.holding(stack, IMAGE_BYTES / 2)) {
            Chip downloading = made.get(0);
            Agent device = switchOn(downloading, network.uri(), DayTime.REAL);
            Agent failing = chips.switchOn(made.get(1).software(defective));
            long first = rollouts.deploy(TestRollouts.GROUP, image("1.0.0"));
            chips.switchedOn()
                    .forEach(agent -> stack.await(
                            "the device confirms the update",
                            () -> Optional.of(agent.status().updatesInstalled()).filter(updates -> updates == 1)));
            TestRollouts.switchOff(failing);
            // This chip has no software: the test sends its requests.
            DeviceClient asking = chips.client(made.get(2).attest().update().orElseThrow());

            String rollout = rollouts.start(
                    rollouts.upload(chips.application("2.0.0", IMAGE_BYTES)),
                    List.of(TestRollouts.of(made.stream().map(Chip::id).toList())),
                    NO_FAILURE);
            stack.await(
                    "the device is in the middle of its download",
                    () -> Optional.of(network).filter(BreakingNetwork::isLimitReached));
            rollouts.awaitOffer(asking, true);
            failing.powerOn();
            rollouts.await(rollout, "HALTED");
            rollouts.awaitOffer(asking, false);
            assertThat(device.status().installing()).isTrue();
            network.release();

            rollouts.awaitPolls(device, 3);
            assertThat(rollouts.awaitUpdate(downloading.id(), "HELD")
                            .get("code")
                            .asText())
                    .isEqualTo("rollout-halted");
            TestRollouts.switchOff(device);
            device.powerOn();
            rollouts.awaitPolls(device, 3);
            rollouts.awaitTrusted(device, first);
            assertThat(device.status().boots())
                    .as("as manufactured, after the first update, and after the last power cut")
                    .isEqualTo(3);
            assertThat(device.status().returns()).isZero();
        }
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

    private void awaitInstalling() {
        stack.await(
                "a device installs",
                () -> chips.switchedOn().stream()
                        .filter(device ->
                                device.status().installing() || device.status().manifestVersion() > 0)
                        .findFirst());
    }

    private long reported(DeviceId device, String kind) {
        return rollouts.get("devices/" + device.text() + "/reports?limit=500")
                .valueStream()
                .filter(report -> report.get("kind").asText().equals(kind))
                .count();
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
