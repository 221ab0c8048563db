package dev.holdfast.sim.scenario;

import java.io.IOException;
import java.util.Optional;

/** A file is no scenario; the message says where and what would be right, for people. */
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

    /** Makes one for values that are well-formed and break a rule. */
    static ScenarioException broken(String source, int line, String rule) {
        return new ScenarioException(source, line, rule, Optional.of(rule));
    }

    /** Returns the line of the mistake, from 1. */
    public int line() {
        return line;
    }

    /** Returns the rule that well-formed values break; it quotes none of the file's text. Empty for other mistakes. */
    public Optional<String> rule() {
        return rule == null ? Optional.empty() : rule;
    }
}
