package dev.holdfast.backend.attestation.anomaly;

import dev.holdfast.backend.attestation.challenge.ChallengeCheck;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Suspicious behavior of a device.
 *
 * @param detail one sentence
 */
public record Anomaly(AnomalyKind kind, String detail) {
    /** Honest devices never respond this late. */
    static final Duration MAX_HONEST_DELAY = Duration.ofMinutes(10);

    /** Returns the anomaly of a device that exceeds a limit, such as "more than 200 reports a day". */
    public static Anomaly loop(String what) {
        return new Anomaly(AnomalyKind.LOOP, "The device sends " + what + ". Further ones were refused.");
    }

    /** Returns the anomaly of a nonce that is not fresh; empty if an honest device can cause it. */
    public static Optional<Anomaly> of(ChallengeCheck check, Instant issuedAt, Instant now) {
        return switch (check) {
            case FRESH, PREMATURE -> Optional.empty();
            case EXPIRED ->
                issuedAt.isBefore(now.minus(MAX_HONEST_DELAY))
                        ? Optional.of(new Anomaly(
                                AnomalyKind.EVIDENCE_TOO_OLD,
                                "The device sent evidence for a challenge of " + issuedAt
                                        + ", so it was recorded earlier."))
                        : Optional.empty();
            case NOT_ISSUED ->
                Optional.of(new Anomaly(
                        AnomalyKind.NONCE_NOT_ISSUED,
                        "The device sent evidence for a nonce that was not issued to it."));
        };
    }
}
