package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.Durations;
import java.time.Duration;

/**
 * A copy of the chip runs too, with the same keys. Both restart, the copy more often. The gateway gets two connections of one identity, and
 * boot counters that go back and forth.
 *
 * @param restartEvery mean pause between two restarts; two of three restarts are of the copy, one is of the chip
 */
public record ClonedIdentity(Duration restartEvery) implements RuntimeFault {
    /** Name of the fault in scenarios. */
    public static final String NAME = "cloned-identity";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(FaultyDevice device) {
        device.control().cloneOn();
        restartClone(device, 2);
    }

    @Override
    public void end(FaultyDevice device) {
        device.control().cloneOff();
        device.control().powerOn();
    }

    /**
     * Restarts the copy, then the chip, so that their boot counters diverge. Repeats this without end.
     *
     * @param times number of restarts of the copy until the chip restarts
     */
    private void restartClone(FaultyDevice device, int times) {
        device.afterRandomPause(restartEvery, () -> {
            if (times == 0) {
                device.control().powerOff();
                device.control().powerOn();
                restartClone(device, 2);
            } else {
                device.control().cloneOff();
                device.control().cloneOn();
                restartClone(device, times - 1);
            }
        });
    }

    @Override
    public RuntimeFault faster(double speed) {
        return new ClonedIdentity(Durations.faster(restartEvery, speed));
    }
}
