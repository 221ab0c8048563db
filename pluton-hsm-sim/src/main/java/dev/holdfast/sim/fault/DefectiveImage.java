package dev.holdfast.sim.fault;

import dev.holdfast.sim.agent.Defect;
import dev.holdfast.sim.agent.Defect.CrashesAt;
import dev.holdfast.sim.agent.Durations;
import java.time.Duration;

/**
 * An application has a {@link Defect}. Devices with other software are healthy.
 *
 * @param name name of the fault in scenarios
 * @param image name of the image, such as {@code toaster-app 1.1.0}; without the version, all its versions
 */
public record DefectiveImage(String name, String image, Defect defect) implements RuntimeFault {
    @Override
    public void begin(FaultyDevice device) {
        device.control().behavior().addDefect(image, defect);
    }

    @Override
    public void end(FaultyDevice device) {
        device.control().behavior().removeDefect(image, defect);
    }

    @Override
    public RuntimeFault faster(double speed) {
        return defect instanceof CrashesAt(Duration every)
                ? new DefectiveImage(name, image, new CrashesAt(Durations.faster(every, speed)))
                : this;
    }
}
