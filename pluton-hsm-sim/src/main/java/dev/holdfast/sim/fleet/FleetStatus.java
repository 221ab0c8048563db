package dev.holdfast.sim.fleet;

import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.scenario.Expectation;
import dev.holdfast.sim.scenario.Expectation.Verdict;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Snapshot of a fleet. States, counts and errors are of the devices, without clones. Expectations include clones.
 *
 * @param devices status of each device, in order of manufacture
 * @param clones status of each second device that runs with a copy of a chip
 * @param onShelf number of devices that are never switched on
 */
public record FleetStatus(List<AgentStatus> devices, List<AgentStatus> clones, int onShelf) {
    public FleetStatus {
        devices = List.copyOf(devices);
        clones = List.copyOf(clones);
    }

    /** Checks the expectations of a scenario. */
    public List<Verdict> judge(List<Expectation> expectations) {
        List<AgentStatus> all = Stream.concat(devices.stream(), clones.stream()).toList();
        return expectations.stream()
                .map(expectation -> expectation.judge(all, devices.size() - onShelf))
                .toList();
    }

    /** Returns the number of devices by state; states without devices are absent. */
    public Map<DeviceState, Integer> states() {
        Map<DeviceState, Integer> counts = new EnumMap<>(DeviceState.class);
        devices.forEach(device -> counts.merge(device.state(), 1, Integer::sum));
        return counts;
    }

    public int count(DeviceState state) {
        return states().getOrDefault(state, 0);
    }

    /** Returns the number of attestations with a signed result since the fleet was loaded. */
    public long attestations() {
        return sum(AgentStatus::attestations);
    }

    /** Returns the number of answered update polls. */
    public long polls() {
        return sum(AgentStatus::polls);
    }

    public long updatesInstalled() {
        return sum(AgentStatus::updatesInstalled);
    }

    public long reportsAcknowledged() {
        return sum(AgentStatus::reportsAcknowledged);
    }

    /** Returns a summary of one line. */
    public String line() {
        StringBuilder line = new StringBuilder(devices.size() + (devices.size() == 1 ? " device:" : " devices:"));
        states().forEach((state, count) -> line.append(' ')
                .append(count)
                .append(' ')
                .append(state.name().toLowerCase(java.util.Locale.ROOT))
                .append(','));
        return line.append(" attestations ")
                .append(attestations())
                .append(", polls ")
                .append(polls())
                .append(", updates ")
                .append(updatesInstalled())
                .append(", reports ")
                .append(reportsAcknowledged())
                .toString();
    }

    /**
     * Returns the most frequent current errors, most frequent first.
     *
     * @param max maximum number of errors
     * @return error → number of devices whose last attempt failed with it
     */
    public Map<String, Long> errors(int max) {
        Map<String, Long> errors = new TreeMap<>();
        devices.forEach(device -> device.lastError().ifPresent(error -> errors.merge(error, 1L, Long::sum)));
        Map<String, Long> frequent = new LinkedHashMap<>();
        errors.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(max)
                .forEach(error -> frequent.put(error.getKey(), error.getValue()));
        return frequent;
    }

    private long sum(ToLongFunction<AgentStatus> what) {
        return devices.stream().mapToLong(what).sum();
    }
}
