package dev.holdfast.contract.operator.filter;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parsed filter. A list entry matches if it matches all terms.
 *
 * @param terms in the order of the text
 */
public record Filter(List<Term> terms) {
    /** Filter that matches everything. */
    public static final Filter ALL = new Filter(List.of());

    /** Copies the list. */
    public Filter {
        terms = List.copyOf(terms);
    }

    /** Term of a filter. */
    public sealed interface Term {
        /** Returns whether the term starts with a minus: it then matches entries that the rest of the term does not match. */
        boolean negated();

        /** Returns the term as filter text. */
        String text();
    }

    /**
     * Term that compares a field with one or several values.
     *
     * @param negated whether the field must have none of the values
     * @param field name of the field
     * @param values alternatives, at least one
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
     * Term of free text. It matches if one of the properties in {@link FilterVocabulary#words()} matches.
     *
     * @param negated whether none of the properties must match
     * @param words text without quotes
     */
    public record Words(boolean negated, String words) implements Term {
        @Override
        public String text() {
            return minus(negated) + quoted(words, true);
        }
    }

    /**
     * Value with its comparison.
     *
     * @param comparison comparison
     * @param operand value without quotes; choices in lower case
     */
    public record Value(Comparison comparison, String operand) {
        String text() {
            return comparison.sign() + quoted(operand, false);
        }
    }

    /** Comparison of a field with a value. */
    public enum Comparison {
        /** Equal. */
        SAME(""),
        /** Less, or more recent. */
        LESS("<"),
        /** At most. */
        AT_MOST("<="),
        /** More, or longer ago. */
        MORE(">"),
        /** At least. */
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /** Returns the operator; empty for equality. */
        public String sign() {
            return sign;
        }
    }

    /** Creates a filter with one field and one value. */
    public static Filter of(String field, String value) {
        return new Filter(List.of(new Field(false, field, List.of(new Value(Comparison.SAME, value)))));
    }

    /** Returns a filter that matches when this and another filter match. */
    public Filter and(Filter other) {
        return new Filter(Stream.concat(terms.stream(), other.terms.stream()).toList());
    }

    /** Returns the filter as text. */
    public String text() {
        return terms.stream().map(Term::text).collect(Collectors.joining(" "));
    }

    /** Returns a value as filter text after a field and a colon, quoted when necessary. */
    public static String quote(String value) {
        return quoted(value, false);
    }

    private static String minus(boolean negated) {
        return negated ? "-" : "";
    }

    /** Returns a text with quotes if it needs any; {@code alone}: as a term of free text, not as the value of a field. */
    private static String quoted(String text, boolean alone) {
        boolean plain = !text.isEmpty()
                && text.codePoints().noneMatch(FilterReader::separates)
                && "<>".indexOf(text.charAt(0)) < 0
                && (alone
                        ? text.charAt(0) != '-' && text.indexOf(':') < 0 && !FilterReader.isAmbiguous(text)
                        : text.indexOf(',') < 0);
        return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
