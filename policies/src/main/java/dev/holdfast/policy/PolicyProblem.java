package dev.holdfast.policy;

import org.jspecify.annotations.Nullable;

/**
 * Problem in the text of a policy or of its test cases.
 *
 * @param code kind of the problem
 * @param line line in the text, from 1; 0 when it concerns no line or is unknown
 * @param column column in the line or, for a condition, in the condition, from 1; 0 when unknown
 * @param rule ID of the rule; null for none
 * @param field field of the rule, such as {@code when}; null for none
 * @param message what is wrong, one sentence without the full stop; deceptive characters of quoted text are replaced
 * @param remedy what to do, one sentence
 */
public record PolicyProblem(
        Code code,
        int line,
        int column,
        @Nullable String rule,
        @Nullable String field,
        String message,
        String remedy) {
    /** Replaces control and deceptive characters, because messages quote the text. */
    public PolicyProblem {
        message = Texts.shown(message);
        rule = rule == null ? null : Texts.shown(rule);
    }

    /** Kind of problem, with a stable name. */
    public enum Code {
        /** The text is not YAML, is empty, or has several documents or deceptive characters. */
        SYNTAX("syntax"),
        /** A field is missing, unknown, duplicate, or has an invalid value, such as a text or list that is too long. */
        FIELD("field"),
        /** The whole text is too long, or the nesting is too deep. */
        BOUNDS("bounds"),
        /** The text has YAML anchors or aliases, which can expand a small text without limit. */
        ALIASES("aliases"),
        /** A condition is not a CEL expression. */
        CONDITION_SYNTAX("condition-syntax"),
        /** A condition uses an unknown fact, field or function, or {@code forEach} names no list. */
        UNKNOWN_NAME("unknown-name"),
        /** A condition compares values of different types, or its result is not a boolean. */
        WRONG_TYPE("wrong-type"),
        /** A condition divides by zero, or by a value that can be zero. */
        DIVIDES_BY_ZERO("divides-by-zero"),
        /** A condition nests loops over lists too deeply. */
        LOOPS("loops"),
        /** A condition, all rules together or all test cases can take too many steps. */
        TOO_COSTLY("too-costly"),
        /** A pattern of {@code matches} is computed, too large, or invalid. */
        PATTERN("pattern"),
        /** A placeholder of a reason names no field, or its brace is missing. */
        REASON("reason");

        private final String text;

        Code(String text) {
            this.text = text;
        }

        /** Returns the stable name, such as {@code too-costly}. */
        public String text() {
            return text;
        }
    }

    static PolicyProblem of(Code code, String message, String remedy) {
        return new PolicyProblem(code, 0, 0, null, null, message, remedy);
    }

    static PolicyProblem atLine(Code code, int line, String message, String remedy) {
        return new PolicyProblem(code, line, 0, null, null, message, remedy);
    }

    PolicyProblem in(String ofRule, String ofField) {
        return new PolicyProblem(code, line, column, ofRule, ofField, message, remedy);
    }

    PolicyProblem at(int newLine) {
        return new PolicyProblem(code, newLine, column, rule, field, message, remedy);
    }

    PolicyProblem atColumn(int newColumn) {
        return new PolicyProblem(code, line, newColumn, rule, field, message, remedy);
    }

    /** Returns location and message in one sentence, without the remedy. */
    public String sentence() {
        return (line > 0 ? "line " + line + ": " : "")
                + (rule == null || message.contains("rule " + rule) ? "" : "rule " + rule + ": ")
                + message;
    }
}
