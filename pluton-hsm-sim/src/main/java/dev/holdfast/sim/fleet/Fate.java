package dev.holdfast.sim.fleet;

import dev.holdfast.sim.fault.DeviceBody;
import dev.holdfast.sim.fault.LivedFault;
import dev.holdfast.sim.fault.Patient;
import dev.holdfast.sim.scenario.DevicePlan;
import dev.holdfast.sim.scenario.DevicePlan.Episode;
import java.util.SplittableRandom;

/** Lets a plan's faults come over a device at their times, and go again. */
final class Fate {
    private final Patient.Ticker ticker;

    Fate(Patient.Ticker ticker) {
        this.ticker = ticker;
    }

    /** Schedules what the plan has in store; to be called when the fleet starts. */
    void strike(DevicePlan plan, DeviceBody body) {
        SplittableRandom chance = new SplittableRandom(plan.seed());
        for (Episode episode : plan.episodes()) {
            Patient patient = new Patient(body, ticker, chance.split());
            LivedFault fault = episode.fault();
            ticker.after(episode.at(), () -> {
                fault.begin(patient);
                episode.lasts()
                        .ifPresent(time -> ticker.after(time, () -> {
                            patient.recovered();
                            fault.end(patient);
                        }));
            });
        }
    }
}
