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
 * What came of a run: the one object that {@code run --json} prints, as documented in {@code docs/scenarios.md}.
 *
 * @param scenario its name
 * @param seed of all chance
 * @param startedAt when
 * @param seconds how long it ran
 * @param met whether every expectation was met at the end
 * @param expectations what was expected, and what came of it
 * @param fleet how many devices there are
 * @param onShelf how many of them are never switched on
 * @param states how many stand how, while they were still on
 * @param attestations that got a signed result
 * @param polls that were answered
 * @param updatesInstalled in all
 * @param reportsAcknowledged in all
 * @param devices each, in the order of manufacture
 * @param clones second devices with the keys of some of them
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
            throw new UncheckedIOException("a result is always JSON", e);
        }
    }
}
