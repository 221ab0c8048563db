package dev.holdfast.backend.attestation.anomaly;

import dev.holdfast.backend.attestation.challenge.ChallengeCheck;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that does not fit together.
 *
 * @param kind what
 * @param detail one sentence
 */
public record Anomaly(AnomalyKind kind, String detail) {
    /** A slow device answers late; nothing that is honest answers this much later. */
    static final Duration FAR_TOO_LATE = Duration.ofMinutes(10);

    /** Returns what a nonce that is not fresh says of who sent it; empty for what happens to honest devices. */
    public static Optional<Anomaly> of(ChallengeCheck check, Instant issuedAt, Instant now) {
        return switch (check) {
            case FRESH, PREMATURE -> Optional.empty();
            case EXPIRED ->
                issuedAt.isBefore(now.minus(FAR_TOO_LATE))
                        ? Optional.of(new Anomaly(
                                AnomalyKind.EVIDENCE_TOO_OLD,
                                "It sent evidence over a challenge of " + issuedAt + ": a recording."))
                        : Optional.empty();
            case FOREIGN ->
                Optional.of(new Anomaly(
                        AnomalyKind.NONCE_FOREIGN, "It sent evidence over a nonce that was never given to it."));
        };
    }
}
