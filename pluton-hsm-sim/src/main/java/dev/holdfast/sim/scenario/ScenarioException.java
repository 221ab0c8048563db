package dev.holdfast.sim.scenario;

import java.io.IOException;
import java.util.Optional;

/** A scenario file is invalid. The message for people has the line and the fix. */
public final class ScenarioException extends IOException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final transient Optional<String> rule;

    ScenarioException(String source, int line, String what) {
        this(source, line, what, Optional.empty());
    }

    private ScenarioException(String source, int line, String what, Optional<String> rule) {
        super(source + ", line " + line + ": " + what);
        this.line = line;
        this.rule = rule;
    }

    /** Returns an exception for well-formed values that violate a rule. */
    static ScenarioException broken(String source, int line, String rule) {
        return new ScenarioException(source, line, rule, Optional.of(rule));
    }

    /** Returns the line of the error, from 1. */
    public int line() {
        return line;
    }

    /** Returns the violated rule, without text of the file; empty for other errors. */
    public Optional<String> rule() {
        return rule == null ? Optional.empty() : rule;
    }
}
