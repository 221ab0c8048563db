package dev.holdfast.sim.fleet;

import dev.holdfast.sim.fault.DeviceControl;
import dev.holdfast.sim.fault.FaultyDevice;
import dev.holdfast.sim.scenario.DevicePlan;
import dev.holdfast.sim.scenario.DevicePlan.PlannedFault;
import java.time.Duration;
import java.util.SplittableRandom;

/** Starts, ends and repeats the planned faults of a device. */
final class FaultInjector {
    private final FaultyDevice.Scheduler scheduler;

    FaultInjector(FaultyDevice.Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Schedules the faults of a plan, when the fleet starts. */
    void inject(DevicePlan plan, DeviceControl control) {
        SplittableRandom chance = new SplittableRandom(plan.seed());
        for (PlannedFault planned : plan.plannedFaults()) {
            schedule(planned, planned.at(), control, chance.split());
        }
    }

    private void schedule(PlannedFault planned, Duration pause, DeviceControl control, SplittableRandom chance) {
        FaultyDevice device = new FaultyDevice(control, scheduler, chance);
        scheduler.after(pause, () -> {
            planned.fault().begin(device);
            planned.lasts()
                    .ifPresent(time -> scheduler.after(time, () -> {
                        device.endFault();
                        planned.fault().end(device);
                        planned.again().ifPresent(mean -> schedule(planned, around(mean, chance), control, chance));
                    }));
        });
    }

    /** Returns a random duration from half of the mean to one and a half. */
    private static Duration around(Duration mean, SplittableRandom chance) {
        return Duration.ofNanos((long) (mean.toNanos() * chance.nextDouble(0.5, 1.5)));
    }
}
