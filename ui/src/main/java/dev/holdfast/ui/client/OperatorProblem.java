package dev.holdfast.ui.client;

import dev.holdfast.contract.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operator API refused or failed; the problem document says why. */
public final class OperatorProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient @Nullable Confirmation confirmation;

    public OperatorProblem(Problem problem) {
        this(problem, null);
    }

    /** Wraps what the API answered, and what it wants somebody to confirm first. */
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
