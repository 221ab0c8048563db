package dev.holdfast.contract.operator.filter;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a list is narrowed to: everything that meets all of the terms.
 *
 * @param terms in the order of the text
 */
public record Filter(List<Term> terms) {
    /** Everything. */
    public static final Filter ALL = new Filter(List.of());

    /** Copies the list. */
    public Filter {
        terms = List.copyOf(terms);
    }

    /** One condition. */
    public sealed interface Term {
        /** Returns whether it is met by what does not meet the rest of it. */
        boolean negated();

        /** Returns the term as it can be read again. */
        String text();
    }

    /**
     * A field that has one of some values.
     *
     * @param negated whether it must have none of them
     * @param field its name
     * @param values at least one
     */
    public record Field(boolean negated, String field, List<Value> values) implements Term {
        /** Copies the list. */
        public Field {
            values = List.copyOf(values);
        }

        @Override
        public String text() {
            return minus(negated) + field + ":"
                    + values.stream().map(Value::text).collect(Collectors.joining(","));
        }
    }

    /**
     * Words that must be somewhere.
     *
     * @param negated whether they must be nowhere
     * @param words as they were written, without quotes
     */
    public record Words(boolean negated, String words) implements Term {
        @Override
        public String text() {
            return minus(negated) + quoted(words, true);
        }
    }

    /**
     * A value, or what a value is less or more than.
     *
     * @param comparison how
     * @param operand of a choice in lower case, else as it was written, without quotes
     */
    public record Value(Comparison comparison, String operand) {
        String text() {
            return comparison.sign() + quoted(operand, false);
        }
    }

    /** How a value compares with what was written. */
    public enum Comparison {
        /** It is the same. */
        SAME(""),
        /** It is less, or more recent. */
        LESS("<"),
        /** It is not more. */
        AT_MOST("<="),
        /** It is more, or longer ago. */
        MORE(">"),
        /** It is not less. */
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /** Returns how it is written; nothing for the same. */
        public String sign() {
            return sign;
        }
    }

    /** Makes one term: a field that has a value. */
    public static Filter of(String field, String value) {
        return new Filter(List.of(new Field(false, field, List.of(new Value(Comparison.SAME, value)))));
    }

    /** Returns this and another condition. */
    public Filter and(Filter other) {
        return new Filter(Stream.concat(terms.stream(), other.terms.stream()).toList());
    }

    /** Returns the filter as it can be read again. */
    public String text() {
        return terms.stream().map(Term::text).collect(Collectors.joining(" "));
    }

    /** Returns a value as it can be written behind a field and a colon: in quotes where it needs them. */
    public static String written(String value) {
        return quoted(value, false);
    }

    private static String minus(boolean negated) {
        return negated ? "-" : "";
    }

    private static String quoted(String text, boolean alone) {
        boolean plain = !text.isEmpty()
                && text.codePoints().noneMatch(FilterReader::separates)
                && "<>".indexOf(text.charAt(0)) < 0
                && (alone ? text.charAt(0) != '-' && text.indexOf(':') < 0 : text.indexOf(',') < 0);
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
