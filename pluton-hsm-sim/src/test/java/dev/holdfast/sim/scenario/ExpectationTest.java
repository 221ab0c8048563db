package dev.holdfast.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.fleet.FleetStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the status of fleets with the expectations of scenarios, without running a fleet. {@code UnmetScenariosTest} runs the same
 * cases.
 */
class ExpectationTest {
    private static final int DEVICES = 20;
    private static final DeviceId DEVICE =
            DeviceId.parse("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                    + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
    /** Status that each device of a scenario has if the service or the operator does not react. The key is the name of the scenario. */
    private static final Map<String, AgentStatus> NEGLECTED = Map.ofEntries(
            Map.entry("smoke", device(DeviceState.OUTDATED, 0)),
            Map.entry("demo", device(DeviceState.TRUSTED, 0)),
            Map.entry("unknown-chip", device(DeviceState.TRUSTED, 0)),
            Map.entry("quiet-fleet", device(DeviceState.UNTRUSTED, 0)),
            Map.entry("bad-release", device(DeviceState.TRUSTED, 0)),
            Map.entry("clone", device(DeviceState.TRUSTED, 0)),
            Map.entry("regional-outage", device(DeviceState.PENDING, 0)),
            Map.entry("rolling-brownout", device(DeviceState.UNTRUSTED, 0)),
            Map.entry("keystore-rotation", device(DeviceState.TRUSTED, 1)),
            Map.entry("field-units", device(DeviceState.TRUSTED, 0)),
            Map.entry("canary-halt", device(DeviceState.TRUSTED, 1)),
            Map.entry("rollback", device(DeviceState.TRUSTED, 1)),
            Map.entry("herd", device(DeviceState.PENDING, 0)),
            Map.entry("offline-a-year", device(DeviceState.TRUSTED, 0)));

    @Test
    void a_fleet_with_a_passive_service_or_operator_meets_no_scenario() {
        assertThat(NEGLECTED).containsOnlyKeys(Scenario.SHIPPED);
        NEGLECTED.forEach((scenario, status) -> assertThat(
                        fleet(status).judge(Scenario.named(scenario).expectations()))
                .as(scenario)
                .anyMatch(verdict -> !verdict.met()));
    }

    private static FleetStatus fleet(AgentStatus all) {
        return new FleetStatus(Stream.generate(() -> all).limit(DEVICES).toList(), List.of(), 0);
    }

    /**
     * Returns a status.
     *
     * @param updates number of installed updates, and version of the manifest set
     */
    private static AgentStatus device(DeviceState state, long updates) {
        return new AgentStatus(
                DEVICE,
                state,
                false,
                updates,
                1,
                List.of(),
                Optional.empty(),
                0,
                1,
                1,
                1,
                updates,
                0,
                0,
                0,
                0,
                Optional.empty(),
                0,
                0);
    }
}
