package dev.holdfast.ui.client;

import dev.holdfast.contract.problem.Problem;

/** The operator API refused or failed; the problem document says why. */
public final class OperatorProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Wraps what the API answered. */
    public OperatorProblem(Problem problem) {
        super(problem.status() + " " + problem.title() + (problem.detail() == null ? "" : ": " + problem.detail()));
        this.problem = problem;
    }

    /** Returns what the API answered. */
    public Problem problem() {
        return problem;
    }
}
