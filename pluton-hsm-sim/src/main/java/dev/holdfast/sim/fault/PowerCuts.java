package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.Durations;
import java.time.Duration;

/**
 * The power fails repeatedly, at any point of an operation. The gateway gets resets, and boot counters that go up.
 *
 * @param every mean time with power
 * @param off mean time without power
 */
public record PowerCuts(Duration every, Duration off) implements RuntimeFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "power-cuts";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(FaultyDevice device) {
        device.afterRandomPause(every, () -> cut(device));
    }

    @Override
    public void end(FaultyDevice device) {
        device.control().powerOn();
    }

    private void cut(FaultyDevice device) {
        device.control().powerOff();
        device.afterRandomPause(off, () -> {
            device.control().powerOn();
            begin(device);
        });
    }

    @Override
    public RuntimeFault faster(double speed) {
        return new PowerCuts(Durations.faster(every, speed), Durations.faster(off, speed));
    }
}
