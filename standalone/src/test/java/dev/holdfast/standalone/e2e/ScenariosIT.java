package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.rollout.HaltCause;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.fleet.Fleet;
import dev.holdfast.sim.fleet.FleetConfig;
import dev.holdfast.sim.scenario.Expectation.Verdict;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.standalone.install.Infrastructure;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Runs scenarios of the simulator that need a rollout against the whole product, with the steps that the scenarios describe. */
@ExtendWith(StackExtension.class)
@ResourceLock(value = EndToEnd.PROCESSES, mode = ResourceAccessMode.READ)
class ScenariosIT {
    private static final double SPEED = 10;

    private final Stack stack;
    private final TestRollouts rollouts;
    private final TestChips chips;

    ScenariosIT(Stack stack) {
        this.stack = stack;
        this.rollouts = new TestRollouts(stack);
        this.chips = new TestChips(stack, rollouts.name(), TestRollouts.GROUP);
    }

    @AfterEach
    void close() {
        chips.close();
    }

    @Test
    void canaries_that_do_not_boot_return_and_halt_the_rollout_to_the_other_devices() throws IOException {
        Scenario scenario = Scenario.named("canary-halt").faster(SPEED);
        int canaries = 3;
        int devices = 10 * canaries;
        try (Fleet fleet = fleet(scenario, devices)) {
            long first = installed(fleet);

            String rollout = rollouts.start(
                    image("2.0.0"),
                    List.of(NewPhase.ofPercent(10)),
                    new HaltRuleView(HaltCause.INSTALL_FAILED, 50, canaries));

            JsonNode halted = rollouts.await(rollout, "HALTED");
            assertThat(halted.at("/halt/affected").asInt()).isEqualTo(canaries);
            assertThat(halted.at("/counts/targeted").asInt()).isEqualTo(canaries);
            assertThat(rollouts.get("rollouts/" + rollout + "/failures?limit=100"))
                    .extracting(failure -> failure.get("code").asText())
                    .containsExactly("did-not-boot", "did-not-boot", "did-not-boot");
            awaitMet(fleet, scenario);
            List<AgentStatus> all = fleet.status().devices();
            assertThat(all).allMatch(device -> device.manifestVersion() == first);
            assertThat(all).filteredOn(device -> device.returns() == 1).hasSize(canaries);
            assertThat(all)
                    .as("devices that were offered the first release only")
                    .filteredOn(device -> device.boots() == 2)
                    .hasSize(devices - canaries);
        }
    }

    /** Takes half a minute, because the devices are slow. */
    @Tag("sweep")
    @Test
    void a_release_that_slows_devices_down_is_rolled_back_and_the_devices_stay_trusted() throws IOException {
        Scenario scenario = Scenario.named("rollback").faster(SPEED);
        int devices = 10;
        try (Fleet fleet = fleet(scenario, devices)) {
            long first = installed(fleet);
            // The soak time is longer than the test.
            String rollout = rollouts.start(
                    image("2.0.0"), List.of(new NewPhase(NewPhase.ALL, null, null, null, 60, null, null)));
            JsonNode counts = rollouts.await(rollout, "SOAKING").get("counts");
            assertThat(counts.get("attested").asInt()).isEqualTo(devices);

            rollouts.post("rollouts/" + rollout + "/roll-back", Map.of("reason", "The devices are slow."));

            assertThat(rollouts.await(rollout, "ABORTED").hasNonNull("rolledBackAt"))
                    .isTrue();
            awaitMet(fleet, scenario);
            for (AgentStatus device : fleet.status().devices()) {
                rollouts.awaitUpdate(device.device(), "ATTESTED");
                assertThat(device.manifestVersion()).isGreaterThan(first);
                assertThat(rollouts.get("devices/" + device.device().text() + "/attestations?limit=100"))
                        .as("findings of the attestations of the first release, the next one and the first one again")
                        .hasSizeGreaterThanOrEqualTo(3)
                        .allMatch(attestation -> attestation.get("findings").isEmpty());
            }
        }
    }

    /** Starts the devices of a scenario. */
    private Fleet fleet(Scenario scenario, int devices) throws IOException {
        Fleet fleet = Fleet.load(
                chips.folder(devices, scenario.name()),
                new FleetConfig(
                        chips.gatewayAddress(),
                        new Infrastructure(stack.installation().home().keys(), Clock.systemUTC())
                                .certificate(Infrastructure.AUTHORITY),
                        scenario));
        fleet.start();
        return fleet;
    }

    /** Deploys the first release and waits until all devices have confirmed it. Returns the version of its set. */
    private long installed(Fleet fleet) {
        long version = rollouts.deploy(TestRollouts.GROUP, image("1.0.0"));
        stack.await(
                "all devices run the first release",
                () -> Optional.of(fleet.status().devices())
                        .filter(all -> all.stream().allMatch(device -> device.updatesInstalled() == 1)));
        assertThat(fleet.status().devices()).allMatch(device -> device.manifestVersion() == version);
        return version;
    }

    /** Waits until all expectations of the scenario are met. */
    private void awaitMet(Fleet fleet, Scenario scenario) {
        stack.await(
                "the expectations of " + scenario.name() + " are met",
                () -> Optional.of(fleet.status().judge(scenario.expectations()))
                        .filter(verdicts -> verdicts.stream().allMatch(Verdict::met)));
    }

    private ImageId image(String version) {
        return rollouts.upload(chips.application(version));
    }
}
