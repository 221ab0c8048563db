package dev.holdfast.contract.operator.filter;

import dev.holdfast.contract.operator.filter.Filter.Comparison;
import dev.holdfast.contract.operator.filter.Filter.Term;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parser of filters.
 *
 * <pre>
 * filter = [term *(blanks term)]            an entry must meet every term
 * term   = ["-"] (field ":" value *("," value) / word / quoted)
 * value  = ["&lt;" / "&lt;=" / "&gt;" / "&gt;="] (plain / quoted)
 * quoted = '"' anything, with \" and \\ for a quote and a backslash '"'
 * </pre>
 *
 * A word or plain value ends at a blank or quote; a word also ends at a colon, and a plain value at a comma. Fields and choices are
 * case-insensitive. At most {@value #MAX_LENGTH} characters, {@value #MAX_TERMS} terms and {@value #MAX_VALUES} values a term.
 */
public final class FilterReader {
    /** Maximum length of a filter. */
    public static final int MAX_LENGTH = 1_000;

    /** Maximum number of terms. */
    public static final int MAX_TERMS = 20;

    /** Maximum number of values in a term. */
    public static final int MAX_VALUES = 50;

    /** Operators of other filter languages. As words they would only find rows that contain them. */
    private static final Set<String> OPERATORS = Set.of("AND", "OR", "NOT", "&&", "||", "&", "|");

    /** A comparison without a colon, such as {@code is=trusted} or {@code <7d}. */
    private static final Pattern COMPARISON = Pattern.compile("([^=!<>]*)(?:!?=|<|>).*");

    private static final char QUOTE = '"';
    private static final char ESCAPE = '\\';

    private final String text;
    private final FilterVocabulary vocabulary;
    private int at;

    private FilterReader(String text, FilterVocabulary vocabulary) {
        this.text = text;
        this.vocabulary = vocabulary;
    }

    /**
     * Parses a filter.
     *
     * @throws FilterException when the syntax is wrong
     */
    public static Filter read(String text, FilterVocabulary vocabulary) throws FilterException {
        if (text.length() > MAX_LENGTH) {
            throw new FilterException(MAX_LENGTH, "a filter has at most " + MAX_LENGTH + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i)) && !isBlank(text.charAt(i))) {
                throw new FilterException(i, "a filter has no control characters");
            }
        }
        return new FilterReader(text, vocabulary).filter();
    }

    /** Returns whether a character ends a word or value without quotes. */
    static boolean separates(int character) {
        return character == QUOTE || isBlank(character);
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character) || character == '\u00a0';
    }

    private Filter filter() throws FilterException {
        List<Term> terms = new ArrayList<>();
        skipBlanks();
        while (at < text.length()) {
            if (terms.size() == MAX_TERMS) {
                throw new FilterException(at, "a filter has at most " + MAX_TERMS + " terms");
            }
            terms.add(term());
            if (at < text.length() && !isBlank(text.charAt(at))) {
                throw new FilterException(at, "add a space before this");
            }
            skipBlanks();
        }
        return new Filter(terms);
    }

    private Term term() throws FilterException {
        boolean negated = text.charAt(at) == '-';
        if (negated) {
            at++;
            if (at == text.length() || isBlank(text.charAt(at))) {
                throw new FilterException(
                        at - 1, "put the minus directly before a term, or put it in quotes to search for it");
            }
            if (text.charAt(at) == '-') {
                throw new FilterException(at, "use one minus, or put the text in quotes if it begins with a minus");
            }
        }
        if (text.charAt(at) == QUOTE) {
            vocabulary.requireWords(at);
            return new Filter.Words(negated, filled(quoted(), at));
        }
        int begin = at;
        while (at < text.length() && !separates(text.charAt(at)) && text.charAt(at) != ':') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == ':') {
            FilterField field = field(begin);
            at++;
            return new Filter.Field(negated, field.name(), values(field));
        }
        vocabulary.requireWords(begin);
        return new Filter.Words(negated, word(begin));
    }

    /** Returns the word that ends here; fails if it looks like syntax of other filter languages. */
    private String word(int begin) throws FilterException {
        String word = text.substring(begin, at);
        if (OPERATORS.contains(word)) {
            throw new FilterException(
                    begin,
                    "all terms must match; for alternatives, use commas, such as is:untrusted,outdated, or put " + word
                            + " in quotes to search for it");
        }
        Matcher comparison = COMPARISON.matcher(word);
        if (comparison.matches()
                && !vocabulary.fields().isEmpty()
                && (comparison.group(1).isEmpty()
                        || vocabulary.find(comparison.group(1)).isPresent())) {
            throw new FilterException(
                    begin + comparison.end(1),
                    "add a colon after the field, such as "
                            + vocabulary.fields().getFirst().example()
                            + ", or put the text in quotes to search for it");
        }
        return word;
    }

    /** Returns whether a text without quotes could be read as something else than a word. */
    static boolean isAmbiguous(String word) {
        return OPERATORS.contains(word) || COMPARISON.matcher(word).matches();
    }

    private FilterField field(int begin) throws FilterException {
        String name = text.substring(begin, at);
        return vocabulary
                .find(name)
                .orElseThrow(() -> new FilterException(
                        begin,
                        vocabulary.fields().isEmpty()
                                ? "this list has no fields; put the text in quotes"
                                : name.isEmpty()
                                        ? "add a field before the colon, or put the text in quotes"
                                        : "unknown field; use one of " + vocabulary.names()
                                                + ", or put the text in quotes"));
    }

    private List<Value> values(FilterField field) throws FilterException {
        List<Value> values = new ArrayList<>();
        do {
            if (values.size() == MAX_VALUES) {
                throw new FilterException(at, "a field has at most " + MAX_VALUES + " values");
            }
            values.add(value(field));
        } while (accept(','));
        return values;
    }

    private Value value(FilterField field) throws FilterException {
        int begin = at;
        Comparison comparison = comparison();
        int operandAt = at;
        String operand = at < text.length() && text.charAt(at) == QUOTE ? quoted() : plain();
        if (operand.isEmpty()) {
            throw new FilterException(operandAt, "add a value for " + field.name() + ", such as " + field.example());
        }
        return FilterValueRules.check(field, comparison, operand, begin, operandAt);
    }

    private Comparison comparison() {
        if (accept('<')) {
            return accept('=') ? Comparison.AT_MOST : Comparison.LESS;
        }
        if (accept('>')) {
            return accept('=') ? Comparison.AT_LEAST : Comparison.MORE;
        }
        return Comparison.SAME;
    }

    private String plain() {
        int begin = at;
        while (at < text.length() && !separates(text.charAt(at)) && text.charAt(at) != ',') {
            at++;
        }
        return text.substring(begin, at);
    }

    private String quoted() throws FilterException {
        int begin = at;
        StringBuilder read = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != QUOTE) {
            if (text.charAt(at) == ESCAPE && at + 1 < text.length()) {
                at++;
                if (text.charAt(at) != QUOTE && text.charAt(at) != ESCAPE) {
                    throw new FilterException(
                            at - 1, "in quotes, a backslash must precede a quote or another backslash");
                }
            }
            read.append(text.charAt(at));
            at++;
        }
        if (at == text.length()) {
            throw new FilterException(begin, "the closing quote is missing");
        }
        at++;
        return read.toString();
    }

    /** Returns the words of a quoted term that ends before {@code end}; fails if they are blank. */
    private static String filled(String words, int end) throws FilterException {
        if (words.isBlank()) {
            throw new FilterException(end - 1, "the quotes are empty");
        }
        return words;
    }

    private boolean accept(char expected) {
        boolean found = at < text.length() && text.charAt(at) == expected;
        if (found) {
            at++;
        }
        return found;
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }
}
