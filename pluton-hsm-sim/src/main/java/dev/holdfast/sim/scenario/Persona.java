package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.Application;
import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.agent.Pace;
import java.time.Duration;

/**
 * A kind of device.
 *
 * @param name text for people
 * @param devices share of the fleet
 * @param pace intervals of polls, heartbeats and retries
 * @param waking times of day when the device is on
 * @param clockSkew maximum error of the clock, in both directions
 * @param application requests of the application to its device
 * @param network each device's network is from half as bad to half as bad again
 */
public record Persona(
        String name,
        Portion devices,
        Pace pace,
        Waking waking,
        Duration clockSkew,
        Application application,
        NetworkQuality network) {
    public Persona {
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("clock-skew applies in both directions; write it without a sign");
        }
    }

    Persona faster(double speed) {
        Application quicker = new Application(
                application.defersUpdates(),
                application.powerSaving().map(it -> it.faster(speed)),
                application.guarding().map(it -> it.faster(speed)));
        return new Persona(name, devices, pace.faster(speed), waking, clockSkew, quicker, network);
    }
}
