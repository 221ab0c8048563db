package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.Application;
import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.agent.Pace;
import java.time.Duration;

/**
 * A kind of device: how often it talks, when, how wrong its clock is and how good its network.
 *
 * @param name for people
 * @param devices how much of the fleet is of this kind
 * @param pace how often it does what it does
 * @param waking when it is on
 * @param clockSkew its clock is wrong by up to this, either way
 * @param application what its application asks of it
 * @param network each device's quality is drawn from half as bad to half as bad again
 */
public record Persona(
        String name,
        Portion devices,
        Pace pace,
        Waking waking,
        Duration clockSkew,
        Application application,
        NetworkQuality network) {
    /** Checks the skew. */
    public Persona {
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("a clock's skew goes either way; write it without a sign");
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
