package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.operator.policy.ReplayState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a replay has no report, in words for people. Pure. */
final class ReplayFailure {
    private static final String UNKNOWN =
            "Holdfast had a fault while it looked at the devices; the backend's log has it under the replay's ID.";
    private static final String DIED =
            "Each time the backend ended while it looked at the devices: somebody stopped it,"
                    + " or its memory was too small.";

    private ReplayFailure() {}

    /** Returns what to say of a failure: an answer is written for people, a fault is not. */
    static String words(Throwable failure) {
        return failure instanceof ProblemException problem ? problem.detail() : UNKNOWN;
    }

    /** Returns what to say after the last attempt; {@code why} is null when no attempt lived to tell. */
    static String exhausted(int attempts, @Nullable String why) {
        return "It was tried " + attempts + " times and failed each time. " + (why == null ? DIED : why);
    }

    /** Returns what to say of a replay that failed, or that did so far; {@code why} is null when it did not. */
    static Optional<String> shown(ReplayState state, @Nullable String why) {
        return switch (state) {
            case FAILED -> Optional.ofNullable(why);
            case RUNNING ->
                Optional.ofNullable(why).map(known -> "It failed and is tried again within a minute. " + known);
            case FINISHED, CANCELLED, OVERTAKEN -> Optional.empty();
        };
    }
}
