package dev.holdfast.sim.fault;

import java.time.Duration;

/**
 * The clock is in the past, as after a long storage. To the device, the gateway's certificate is not valid yet. The
 * gateway gets handshakes that the device aborts with an alert.
 *
 * @param behind error of the clock
 */
public record StaleClock(Duration behind) implements LivedFault {
    /** Its name in scenarios. */
    public static final String NAME = "stale-clock";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(Patient device) {
        device.body().clockOff(behind.negated());
        device.body().powerOff();
        device.body().powerOn();
    }

    @Override
    public void end(Patient device) {
        device.body().clockOff(Duration.ZERO);
    }
}
