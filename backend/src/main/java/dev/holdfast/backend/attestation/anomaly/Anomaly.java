package dev.holdfast.backend.attestation.anomaly;

import dev.holdfast.backend.attestation.challenge.ChallengeCheck;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Suspicious behavior of a device, described in one sentence. */
public record Anomaly(AnomalyKind kind, String detail) {
    /** Longest time in which an honest device responds to a challenge. */
    static final Duration MAX_HONEST_DELAY = Duration.ofMinutes(10);
    /** Time in which an honest device installs an update, or reports why not. */
    static final Duration UPDATE_TIME = Duration.ofHours(24);

    /** Returns the anomaly of a device that exceeds a limit, such as "more than 200 reports a day". */
    public static Anomaly loop(String what) {
        return new Anomaly(AnomalyKind.LOOP, "The device sends " + what + ". Further ones were refused.");
    }

    /** Returns the anomaly of a device whose update does not arrive; empty within the first day, or if {@code behindSince} is null. */
    public static Optional<Anomaly> withheld(@Nullable Instant behindSince, Instant now) {
        return behindSince == null || now.isBefore(behindSince.plus(UPDATE_TIME))
                ? Optional.empty()
                : Optional.of(new Anomaly(
                        AnomalyKind.UPDATE_WITHHELD,
                        "Since " + behindSince.truncatedTo(ChronoUnit.SECONDS)
                                + " the device has attested without the deployed software, and reported no reason."));
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
