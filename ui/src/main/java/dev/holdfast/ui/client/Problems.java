package dev.holdfast.ui.client;

import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns whatever went wrong into a problem document, so that people see one kind of message. */
public final class Problems {
    private static final String NO_ANSWER =
            "The Holdfast backend does not answer. What you see may be out of date, and what you just did may not have been done."
                    + " Try again in a moment; if it stays away, look at the backend's log.";
    private static final String OUR_FAULT =
            "The console met an error of its own; the details are in its log. What you were doing may not have been done:"
                    + " reload the page and look before trying again.";

    private Problems() {}

    /** Finds the problem document in a chain of causes, or writes one. */
    public static Problem of(Throwable failure) {
        boolean away =
                causes(failure).anyMatch(cause -> cause instanceof ProcessingException || cause instanceof IOException);
        return refusal(failure)
                .map(OperatorProblem::problem)
                .orElseGet(() -> away
                        ? Problem.of(ProblemType.UNAVAILABLE, NO_ANSWER, null)
                        : Problem.of(ProblemType.INTERNAL, OUR_FAULT, null));
    }

    public static Optional<Confirmation> confirmation(Throwable failure) {
        return refusal(failure).flatMap(OperatorProblem::confirmation);
    }

    /** Returns whether a failure is the console's own, so that its stack belongs in the log. */
    public static boolean isOurs(Throwable failure) {
        return refusal(failure).isEmpty()
                && ProblemType.INTERNAL.uri().equals(of(failure).type());
    }

    private static Optional<OperatorProblem> refusal(Throwable failure) {
        return causes(failure)
                .filter(OperatorProblem.class::isInstance)
                .map(OperatorProblem.class::cast)
                .findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
