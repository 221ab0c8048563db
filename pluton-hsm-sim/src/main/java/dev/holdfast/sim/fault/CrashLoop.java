package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * Deployed software crashes the device soon after each boot; the software from the factory does not. The gateway gets
 * crash reports, and attestations with a rapidly increasing boot counter.
 *
 * @param after time from the boot to the crash
 */
public record CrashLoop(Duration after) implements RuntimeFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "crash-loop";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(FaultyDevice device) {
        device.control().behavior().crashesAfter(Optional.of(after));
    }

    @Override
    public void end(FaultyDevice device) {
        device.control().behavior().crashesAfter(Optional.empty());
    }

    @Override
    public RuntimeFault faster(double speed) {
        return new CrashLoop(Durations.faster(after, speed));
    }
}
