package dev.holdfast.ui.client;

import dev.holdfast.contract.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An error response of the operator API. */
public final class OperatorProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient @Nullable Confirmation confirmation;

    public OperatorProblem(Problem problem) {
        this(problem, null);
    }

    /** {@code confirmation} is the recent sign-in that the API requires; null if none. */
    public OperatorProblem(Problem problem, @Nullable Confirmation confirmation) {
        super(problem.status() + " " + problem.title() + (problem.detail() == null ? "" : ": " + problem.detail()));
        this.problem = problem;
        this.confirmation = confirmation;
    }

    public Optional<Confirmation> confirmation() {
        return Optional.ofNullable(confirmation);
    }

    public Problem problem() {
        return problem;
    }
}
