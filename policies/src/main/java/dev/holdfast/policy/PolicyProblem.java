package dev.holdfast.policy;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a policy or its test cases.
 *
 * @param code what kind of mistake
 * @param line where in the text, from 1; 0 when it is about no line or the text is not known
 * @param column where in the line or, for a condition, in the condition, from 1; 0 when unknown
 * @param rule the id of the rule; null when it is about none
 * @param field the field of the rule, such as {@code when}; null when it is about none
 * @param message what is wrong, one sentence without its full stop
 * @param remedy what would do, one sentence
 */
public record PolicyProblem(
        Code code,
        int line,
        int column,
        @Nullable String rule,
        @Nullable String field,
        String message,
        String remedy) {
    /** Messages quote the text; what would break or deceive wherever it is shown is replaced. */
    public PolicyProblem {
        message = Texts.shown(message);
        rule = rule == null ? null : Texts.shown(rule);
    }

    /** Kinds of mistakes, each with a stable name. */
    public enum Code {
        /** It is no YAML, or not one document. */
        SYNTAX("syntax"),
        /** A field is missing, unknown, doubled, or holds what it cannot. */
        FIELD("field"),
        /** Too long, too many, nested too deeply. */
        BOUNDS("bounds"),
        /** Anchors and aliases make a small text large. */
        ALIASES("aliases"),
        /** A condition is no CEL expression. */
        CONDITION_SYNTAX("condition-syntax"),
        /** A condition names a fact, field or function that does not exist. */
        UNKNOWN_NAME("unknown-name"),
        /** A condition compares or computes what does not fit together, or is neither true nor false. */
        WRONG_TYPE("wrong-type"),
        /** A condition divides by zero, or by something that can be zero. */
        DIVIDES_BY_ZERO("divides-by-zero"),
        /** A condition walks lists inside of lists inside of lists. */
        LOOPS("loops"),
        /** A condition may take too many steps. */
        TOO_COSTLY("too-costly"),
        /** A pattern of {@code matches} is computed, too large, or none. */
        PATTERN("pattern"),
        /** A reason's placeholder leads nowhere. */
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

    /** Returns where and what in one sentence, without what would do. */
    public String sentence() {
        return (line > 0 ? "line " + line + ": " : "")
                + (rule == null || message.contains("rule " + rule) ? "" : "rule " + rule + ": ")
                + message;
    }
}
