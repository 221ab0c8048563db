package dev.holdfast.backend.attestation.challenge;

import java.time.Duration;

/** Purpose and lifetime of a challenge. A nonce for one purpose is invalid for another. */
public enum ChallengePurpose {
    /** Evidence of a device that requests certificates. */
    ATTEST(1, Duration.ofSeconds(60)),
    /** Evidence that a person uploads to claim the device. */
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

    public Duration lifetime() {
        return lifetime;
    }
}
