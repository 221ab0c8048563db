package dev.holdfast.ui.client;

import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns whatever went wrong into a problem document, so that people see one kind of message. */
public final class Problems {
    private static final String NO_ANSWER =
            "The Holdfast backend does not answer. Nothing was changed, and what you see may be out of date. Try again in a"
                    + " moment; if it stays away, look at the backend's log.";
    private static final String OUR_FAULT =
            "The console met an error of its own; the details are in its log. What you were doing may not have been done:"
                    + " reload the page and look before trying again.";

    private Problems() {}

    /** Finds the problem document in a chain of causes, or writes one. */
    public static Problem of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OperatorProblem refused) {
                return refused.problem();
            }
        }
        return Problem.of(
                isUnreachable(failure) ? ProblemType.UNAVAILABLE : ProblemType.INTERNAL,
                isUnreachable(failure) ? NO_ANSWER : OUR_FAULT,
                null);
    }

    public static Optional<Confirmation> confirmation(@Nullable Throwable failure) {
        if (failure == null) {
            return Optional.empty();
        }
        return failure instanceof OperatorProblem refused ? refused.confirmation() : confirmation(failure.getCause());
    }

    /** Returns whether a failure is the console's own, so that its stack belongs in the log. */
    public static boolean isOurs(Throwable failure) {
        return ProblemType.INTERNAL.uri().equals(of(failure).type()) && !isOperatorProblem(failure);
    }

    private static boolean isOperatorProblem(@Nullable Throwable failure) {
        return failure != null && (failure instanceof OperatorProblem || isOperatorProblem(failure.getCause()));
    }

    private static boolean isUnreachable(@Nullable Throwable failure) {
        return failure != null
                && (failure instanceof ProcessingException
                        || failure instanceof IOException
                        || isUnreachable(failure.getCause()));
    }
}
