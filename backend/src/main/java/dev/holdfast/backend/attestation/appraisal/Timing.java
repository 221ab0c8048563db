package dev.holdfast.backend.attestation.appraisal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Times of an attestation, by the clocks of the backends, because evidence contains no trustworthy time.
 *
 * @param challengedAt time of the challenge, in whole seconds
 * @param receivedAt time at which the evidence arrived
 * @param lastAttestation time of the previous attestation; null for none
 */
public record Timing(
        Instant challengedAt, Instant receivedAt, @Nullable Instant lastAttestation) {
    /** Tolerated clock difference between backends. Times of challenges are rounded down to whole seconds. */
    static final Duration SKEW = Duration.ofSeconds(2);
    /** Longest usual response time: half of the challenge's lifetime. */
    static final Duration USUAL = Duration.ofSeconds(30);

    /** Returns the response time of the device; negative if clocks of backends differ. */
    Duration answeredAfter() {
        return Duration.between(challengedAt, receivedAt);
    }

    /** Returns how far the challenge or the last attestation is in the future; zero or less if neither is. */
    Duration ahead() {
        Instant last = lastAttestation;
        Instant latest = last == null || last.isBefore(challengedAt) ? challengedAt : last;
        return Duration.between(receivedAt, latest);
    }
}
