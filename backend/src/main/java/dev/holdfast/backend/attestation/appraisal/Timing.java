package dev.holdfast.backend.attestation.appraisal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When evidence came, all by the clocks of the machines that verify: no kind of evidence has a time of its own, because
 * chips have no clock that anybody could rely on. Their nonce says when it was asked for.
 *
 * @param challengedAt when its challenge was given out, whole seconds
 * @param receivedAt when the evidence came
 * @param lastAttestation when the device last attested; null when never
 */
public record Timing(
        Instant challengedAt, Instant receivedAt, @Nullable Instant lastAttestation) {
    /** How far something that happened before may lie in the future: times of challenges are whole seconds. */
    static final Duration SKEW = Duration.ofSeconds(2);
    /** How long a device usually takes at most; afterwards half of its challenge's life is over. */
    static final Duration USUAL = Duration.ofSeconds(30);

    /** Returns how long the device took to answer; negative when the verifiers' clocks differ. */
    Duration answeredAfter() {
        return Duration.between(challengedAt, receivedAt);
    }

    /** Returns how far something that must have happened before lies in the future; zero or less when nothing does. */
    Duration ahead() {
        Instant last = lastAttestation;
        Instant latest = last == null || last.isBefore(challengedAt) ? challengedAt : last;
        return Duration.between(receivedAt, latest);
    }
}
