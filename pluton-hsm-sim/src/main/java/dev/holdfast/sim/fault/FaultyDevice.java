package dev.holdfast.sim.fault;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A device with an active fault. For use on one thread. */
public final class FaultyDevice {
    private final DeviceControl control;
    private final Scheduler scheduler;
    private final RandomGenerator random;
    /** Functions that cancel the scheduled tasks. */
    private final Set<Runnable> scheduled = new HashSet<>();

    private boolean ended;

    /**
     * Creates a device before its fault begins.
     *
     * @param random random numbers of the device; the same for the same seed
     */
    public FaultyDevice(DeviceControl control, Scheduler scheduler, RandomGenerator random) {
        this.control = control;
        this.scheduler = scheduler;
        this.random = random;
    }

    /** Schedules tasks of faults. */
    @FunctionalInterface
    public interface Scheduler {
        /**
         * Runs a task after a pause.
         *
         * @return function that cancels the task
         */
        Runnable after(Duration pause, Runnable task);
    }

    DeviceControl control() {
        return control;
    }

    /** Runs a task after a pause, unless the fault ends before. */
    void after(Duration pause, Runnable task) {
        if (ended) {
            return;
        }
        Runnable[] cancel = new Runnable[1];
        cancel[0] = scheduler.after(pause, () -> {
            scheduled.remove(cancel[0]);
            task.run();
        });
        scheduled.add(cancel[0]);
    }

    /** Runs a task after a random pause: from half of {@code mean} to one and a half. */
    void afterRandomPause(Duration mean, Runnable task) {
        long millis = Math.max(2, mean.toMillis());
        after(Duration.ofMillis(random.nextLong(millis / 2, millis + millis / 2 + 1)), task);
    }

    /** Ends the fault: cancels all scheduled tasks and ignores new ones. */
    public void endFault() {
        ended = true;
        scheduled.forEach(Runnable::run);
        scheduled.clear();
    }
}
