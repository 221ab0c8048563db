package dev.holdfast.ui.client;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns any failure into a problem document, so that people see one kind of message. */
public final class Problems {
    private Problems() {}

    /** Returns the problem document in a chain of causes. Without one, makes one: backend unavailable, or error of the console. */
    public static Problem of(Throwable failure) {
        boolean away =
                causes(failure).anyMatch(cause -> cause instanceof ProcessingException || cause instanceof IOException);
        return refusal(failure)
                .map(OperatorProblem::problem)
                .orElseGet(() -> away
                        ? own(ProblemType.UNAVAILABLE, "problem.unavailable")
                        : own(ProblemType.INTERNAL, "problem.internal"));
    }

    /** Makes a problem of the console, with texts in the language of the console. */
    static Problem own(ProblemType type, String key, Object... parameters) {
        return new Problem(type.uri(), text(key + ".title"), type.status(), text(key, parameters), null, List.of());
    }

    public static Optional<Confirmation> confirmation(Throwable failure) {
        return refusal(failure).flatMap(OperatorProblem::confirmation);
    }

    /** Returns whether the console caused a failure, so that the log needs its stack trace. */
    public static boolean isConsoleFault(Throwable failure) {
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
