package dev.holdfast.sim.agent;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Nonce;
import java.time.Duration;
import java.util.Optional;

/** Deviations of a device's software from correct behavior, none at first. Safe for use from any thread. */
public final class Conduct {
    private volatile Testimony testimony = Attestation::answer;
    private volatile boolean confirmsUpdates = true;
    private volatile Optional<Duration> crashesAfter = Optional.empty();

    /** The answer of a device to a challenge. */
    @FunctionalInterface
    public interface Testimony {
        /**
         * Returns evidence.
         *
         * @param honest the correct implementation
         * @param nonce of the challenge
         * @return a token for the service
         */
        Blob testify(Attestation honest, Nonce nonce);
    }

    public Testimony testimony() {
        return testimony;
    }

    public void testimony(Testimony now) {
        testimony = now;
    }

    /** Returns whether the device confirms an update that booted. */
    public boolean confirmsUpdates() {
        return confirmsUpdates;
    }

    public void confirmsUpdates(boolean now) {
        confirmsUpdates = now;
    }

    /** Returns the time from a boot to a crash of the deployed software and the device; empty for no crash. */
    public Optional<Duration> crashesAfter() {
        return crashesAfter;
    }

    /** Sets the crash from the next boot on. A device with the software from the factory does not crash. */
    public void crashesAfter(Optional<Duration> now) {
        crashesAfter = now;
    }
}
