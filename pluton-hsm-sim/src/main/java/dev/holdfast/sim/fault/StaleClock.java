package dev.holdfast.sim.fault;

import java.time.Duration;

/**
 * The clock is in the past, as after a long storage. To the device, the gateway's certificate is not valid yet. The
 * gateway gets handshakes that the device aborts with an alert.
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
        device.control().clockOff(behind.negated());
        device.control().powerOff();
        device.control().powerOn();
    }

    @Override
    public void end(FaultyDevice device) {
        device.control().clockOff(Duration.ZERO);
    }
}
