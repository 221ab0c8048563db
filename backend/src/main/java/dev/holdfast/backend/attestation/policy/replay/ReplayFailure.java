package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.platform.job.Attempts;
import dev.holdfast.contract.operator.policy.ReplayState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a replay has no report, in words for people. Pure. */
final class ReplayFailure {
    private ReplayFailure() {}

    /** Returns what to say of a failure: an answer is written for people, a fault is not. */
    static String words(Throwable failure) {
        return Attempts.words("replay", failure);
    }

    /** Returns what to say of a replay that failed, or that did so far; {@code why} is null when it did not. */
    static Optional<String> shown(ReplayState state, @Nullable String why) {
        return switch (state) {
            case FAILED -> Optional.ofNullable(why);
            case RUNNING -> Optional.ofNullable(why).map(Attempts::triedAgain);
            case FINISHED, CANCELLED, OVERTAKEN -> Optional.empty();
        };
    }
}
