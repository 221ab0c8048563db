package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.ActivityIntervals;
import dev.holdfast.sim.agent.Application;
import dev.holdfast.sim.agent.NetworkQuality;
import java.time.Duration;

/**
 * A kind of device in a scenario.
 *
 * @param name display name
 * @param devices share of the fleet
 * @param intervals intervals of polls, heartbeats and retries
 * @param operatingHours times of day when the device is on
 * @param clockSkew maximum error of the clock, in both directions
 * @param application requests of the application to its device
 * @param network average network quality; each device has a random factor of 0.5 to 1.5, which multiplies latency and loss and divides
 *     the bandwidth
 * @param metered whether traffic costs money
 */
public record Persona(
        String name,
        Portion devices,
        ActivityIntervals intervals,
        OperatingHours operatingHours,
        Duration clockSkew,
        Application application,
        NetworkQuality network,
        boolean metered) {
    public Persona {
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("clock-skew applies in both directions; write it without a sign");
        }
    }

    /** Returns a copy with shorter durations. Deferrals of updates do not change, because they are in simulated time. */
    Persona faster(double speed) {
        Application quicker = new Application(
                application.defersUpdates(),
                application.powerSaving().map(it -> it.faster(speed)),
                application.guardedEquipment().map(it -> it.faster(speed)));
        return new Persona(
                name, devices, intervals.faster(speed), operatingHours, clockSkew, quicker, network, metered);
    }
}
