package dev.holdfast.policy;

import java.util.List;

/** A policy file is invalid. The message names the first problem; {@link #problems} has all. */
public final class PolicyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<PolicyProblem> problems;

    /** Creates an exception with at least one problem, and its cause. */
    PolicyException(List<PolicyProblem> problems, Throwable cause) {
        super(problems.getFirst().sentence(), cause);
        this.problems = List.copyOf(problems);
    }

    /** Creates an exception with at least one problem. */
    PolicyException(List<PolicyProblem> problems) {
        super(problems.getFirst().sentence());
        this.problems = List.copyOf(problems);
    }

    PolicyException(PolicyProblem problem) {
        this(List.of(problem));
    }

    PolicyException(PolicyProblem problem, Throwable cause) {
        this(List.of(problem), cause);
    }

    /** Returns all problems in the order of the text. */
    public List<PolicyProblem> problems() {
        return problems;
    }
}
