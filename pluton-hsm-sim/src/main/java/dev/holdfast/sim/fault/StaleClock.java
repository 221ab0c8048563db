package dev.holdfast.sim.fault;

import java.time.Duration;

/**
 * The clock is in the past, as after a long storage. The device attests, because its first connection ignores dates.
 * After that it knows the time of the attestation result. Its reports have wrong times.
 *
 * @param behind error of the clock
 */
public record StaleClock(Duration behind) implements RuntimeFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "stale-clock";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(FaultyDevice device) {
        device.control().clockError(behind.negated());
        device.control().powerOff();
        device.control().powerOn();
    }

    @Override
    public void end(FaultyDevice device) {
        device.control().clockError(Duration.ZERO);
    }
}
