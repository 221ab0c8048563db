package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.Tempo;
import java.time.Duration;
import java.util.Optional;

/**
 * Deployed software crashes soon after each boot and takes the device along; as it was manufactured the device is well.
 * The gateway gets crash reports, and attestations with a boot counter that races.
 *
 * @param after from the boot to the crash
 */
public record CrashLoop(Duration after) implements LivedFault {
    /** Its name in scenarios. */
    public static final String NAME = "crash-loop";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void begin(Patient device) {
        device.body().conduct().crashesAfter(Optional.of(after));
    }

    @Override
    public void end(Patient device) {
        device.body().conduct().crashesAfter(Optional.empty());
    }

    @Override
    public LivedFault faster(double speed) {
        return new CrashLoop(Tempo.faster(after, speed));
    }
}
