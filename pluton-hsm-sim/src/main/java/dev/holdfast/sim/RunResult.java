package dev.holdfast.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.fleet.FleetStatus;
import dev.holdfast.sim.scenario.Expectation.Verdict;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Result of a run: the object that {@code run --json} prints. Documented in {@code docs/scenarios.md}.
 *
 * @param scenario name of the scenario
 * @param seed seed of all random choices
 * @param startedAt time of the start
 * @param seconds duration of the run
 * @param met whether all expectations were met at the end
 * @param expectations the expectations and their results
 * @param fleet number of devices
 * @param onShelf number of devices on the shelf: they are never switched on
 * @param states number of devices by state, before the fleet was switched off
 * @param attestations number of attestations with a signed result
 * @param polls number of answered polls
 * @param updatesInstalled number of installed updates
 * @param reportsAcknowledged number of acknowledged reports
 * @param devices each device, in order of manufacture
 * @param clones second devices that ran with a copy of a chip
 */
record RunResult(
        String scenario,
        long seed,
        Instant startedAt,
        long seconds,
        boolean met,
        List<Verdict> expectations,
        int fleet,
        int onShelf,
        Map<DeviceState, Integer> states,
        long attestations,
        long polls,
        long updatesInstalled,
        long reportsAcknowledged,
        List<AgentStatus> devices,
        List<AgentStatus> clones) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    RunResult {
        expectations = List.copyOf(expectations);
        states = Map.copyOf(states);
        devices = List.copyOf(devices);
        clones = List.copyOf(clones);
    }

    static RunResult of(
            String scenario,
            long seed,
            Instant startedAt,
            long seconds,
            FleetStatus status,
            List<Verdict> expectations) {
        return new RunResult(
                scenario,
                seed,
                startedAt,
                seconds,
                expectations.stream().allMatch(Verdict::met),
                expectations,
                status.devices().size(),
                status.onShelf(),
                status.states(),
                status.attestations(),
                status.polls(),
                status.updatesInstalled(),
                status.reportsAcknowledged(),
                status.devices(),
                status.clones());
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write the result as JSON", e);
        }
    }
}
