package dev.holdfast.sim.agent;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Nonce;
import java.time.Duration;
import java.util.Optional;

/** What a device's software does otherwise than it should; at first nothing. From any thread. */
public final class Conduct {
    private volatile Testimony testimony = Attestation::answer;
    private volatile boolean confirmsUpdates = true;
    private volatile Optional<Duration> crashesAfter = Optional.empty();

    /** How a device answers a challenge. */
    @FunctionalInterface
    public interface Testimony {
        /**
         * Gives evidence.
         *
         * @param honest does it right
         * @param nonce as the service gave it
         * @return a token for the service
         */
        Blob testify(Attestation honest, Nonce nonce);
    }

    /** Returns how it answers a challenge. */
    public Testimony testimony() {
        return testimony;
    }

    /** Answers challenges so from now on. */
    public void testimony(Testimony now) {
        testimony = now;
    }

    /** Returns whether it confirms an update that booted. */
    public boolean confirmsUpdates() {
        return confirmsUpdates;
    }

    /** Confirms updates that booted from now on, or leaves them on trial. */
    public void confirmsUpdates(boolean now) {
        confirmsUpdates = now;
    }

    /** Returns how long after a boot the deployed software crashes and takes the device along; empty when it does not. */
    public Optional<Duration> crashesAfter() {
        return crashesAfter;
    }

    /** Crashes from the next boot on, unless the device runs what it was manufactured with. */
    public void crashesAfter(Optional<Duration> now) {
        crashesAfter = now;
    }
}
