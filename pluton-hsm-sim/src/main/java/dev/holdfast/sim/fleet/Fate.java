package dev.holdfast.sim.fleet;

import dev.holdfast.sim.fault.DeviceBody;
import dev.holdfast.sim.fault.Patient;
import dev.holdfast.sim.scenario.DevicePlan;
import dev.holdfast.sim.scenario.DevicePlan.Episode;
import java.time.Duration;
import java.util.SplittableRandom;

/** Starts, ends and repeats the planned faults of a device. */
final class Fate {
    private final Patient.Ticker ticker;

    Fate(Patient.Ticker ticker) {
        this.ticker = ticker;
    }

    /** Schedules the faults of a plan, when the fleet starts. */
    void strike(DevicePlan plan, DeviceBody body) {
        SplittableRandom chance = new SplittableRandom(plan.seed());
        for (Episode episode : plan.episodes()) {
            schedule(episode, episode.at(), body, chance.split());
        }
    }

    private void schedule(Episode episode, Duration pause, DeviceBody body, SplittableRandom chance) {
        Patient patient = new Patient(body, ticker, chance);
        ticker.after(pause, () -> {
            episode.fault().begin(patient);
            episode.lasts()
                    .ifPresent(time -> ticker.after(time, () -> {
                        patient.recovered();
                        episode.fault().end(patient);
                        episode.again().ifPresent(mean -> schedule(episode, around(mean, chance), body, chance));
                    }));
        });
    }

    /** Returns a random duration from half of the mean to one and a half. */
    private static Duration around(Duration mean, SplittableRandom chance) {
        return Duration.ofNanos((long) (mean.toNanos() * chance.nextDouble(0.5, 1.5)));
    }
}
