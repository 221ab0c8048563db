package dev.holdfast.policy;

import java.util.List;

/** A policy file is wrong. The message says where and why, for the person who wrote it; {@link #problems} tells all. */
public final class PolicyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<PolicyProblem> problems;

    /** Makes one of problems, at least one. */
    PolicyException(List<PolicyProblem> problems, Throwable cause) {
        super(problems.getFirst().sentence(), cause);
        this.problems = List.copyOf(problems);
    }

    /** Makes one of problems, at least one. */
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

    /** Returns all that is wrong, in the order of the text. */
    public List<PolicyProblem> problems() {
        return problems;
    }
}
