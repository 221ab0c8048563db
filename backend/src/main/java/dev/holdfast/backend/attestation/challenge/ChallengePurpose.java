package dev.holdfast.backend.attestation.challenge;

import java.time.Duration;

/** What a challenge may be answered with, and how long. A nonce made for one purpose is worth nothing for another. */
public enum ChallengePurpose {
    /** Evidence of a device that wants certificates. */
    ATTEST(1, Duration.ofSeconds(60)),
    /** Evidence that a person hands in to claim the device; people are slower than devices. */
    CLAIM(2, Duration.ofMinutes(15));

    private final int number;
    private final Duration lifetime;

    ChallengePurpose(int number, Duration lifetime) {
        this.number = number;
        this.lifetime = lifetime;
    }

    byte number() {
        return (byte) number;
    }

    /** Returns how long a challenge can be answered. */
    public Duration lifetime() {
        return lifetime;
    }
}
