package dev.holdfast.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.holdfast.policy.PolicyProblem.Code;

/**
 * Limits the cost of a regular expression in {@code matches}: computes the size of the program that RE2 would compile from
 * it. RE2 checks the size too late, after it has expanded repeats such as {@code (a{1000}){1000}}. Accepts only the part of
 * RE2's syntax whose groups, classes and repeats this parser can read without ambiguity.
 */
final class PatternBounds {
    /** Maximum length of a pattern, in characters. */
    static final int MAX_LENGTH = 200;
    /** Maximum program size, roughly in RE2 instructions. */
    static final int MAX_SIZE = 1_000;

    /** Maximum number of groups, nested or not. */
    private static final int MAX_GROUPS = 20;
    /** Result of {@link #peek} at the end of the pattern. */
    private static final int END = -1;
    /** Letters that may follow a backslash. */
    private static final String ESCAPABLE = "dDwWsSbBAzntrfv";

    private final String pattern;
    private int at;
    private int groups;

    private PatternBounds(String pattern) {
        this.pattern = pattern;
    }

    /** Returns the program size of a pattern, or reports its error. */
    static long check(CelExpr pattern) throws PolicyException {
        if (pattern.getKind() != CelExpr.ExprKind.Kind.CONSTANT
                || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            throw new PolicyException(PolicyProblem.of(
                    Code.PATTERN,
                    "the pattern of 'matches' is computed",
                    "Use a constant pattern, as in item.type.matches('^(Root|One).*$')."));
        }
        return check(pattern.constant().stringValue());
    }

    static long check(String pattern) throws PolicyException {
        if (pattern.length() > MAX_LENGTH) {
            throw tooLarge("has " + pattern.length() + " characters, at most " + MAX_LENGTH + " are allowed");
        }
        PatternBounds reader = new PatternBounds(pattern);
        long size = reader.alternatives();
        if (reader.at < pattern.length()) {
            throw reader.wrong("a closing bracket has no opening bracket");
        }
        if (size > MAX_SIZE) {
            throw tooLarge("has " + (size == Long.MAX_VALUE ? "far too many" : size)
                    + " steps after its repeats are expanded, at most " + MAX_SIZE + " are allowed");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw reader.wrong(String.valueOf(e.getMessage()));
        }
        return size;
    }

    /** Reads sequences that are separated by {@code |}. Returns their size, as do the following methods. */
    private long alternatives() throws PolicyException {
        long size = 2;
        while (true) {
            size = sum(size, sequence());
            if (peek() != '|') {
                return size;
            }
            at++;
            size = sum(size, 2);
        }
    }

    private long sequence() throws PolicyException {
        long size = 0;
        while (peek() != END && peek() != '|' && peek() != ')') {
            long atom = atom();
            while (peek() == '*' || peek() == '+' || peek() == '?' || peek() == '{') {
                atom = withRepeat(atom);
            }
            size = sum(size, atom);
        }
        return size;
    }

    /** Reads a character, class, group or escape, without its repeat. */
    private long atom() throws PolicyException {
        char first = pattern.charAt(at);
        at++;
        return switch (first) {
            case '(' -> group();
            case '[' -> characterClass();
            case '\\' -> {
                skipEscaped();
                yield 1;
            }
            case '*', '+', '?', '{' ->
                throw wrong("'" + first + "' has nothing to repeat; write \\" + first + " for the sign");
            case ']', '}' -> throw wrong("'" + first + "' has no opening bracket; write \\" + first + " for the sign");
            default -> 1;
        };
    }

    /** Reads a group after its opening bracket. */
    private long group() throws PolicyException {
        groups++;
        if (groups > MAX_GROUPS) {
            throw wrong("it has more than " + MAX_GROUPS + " groups");
        }
        if (peek() == '?') {
            if (pattern.startsWith("?i)", at)) {
                at += 3;
                return 1;
            }
            if (!pattern.startsWith("?:", at) && !pattern.startsWith("?i:", at)) {
                throw wrong("unsupported group; use (?:, (?i) or (?i:");
            }
            at = pattern.indexOf(':', at) + 1;
        }
        long size = sum(alternatives(), 2);
        if (peek() != ')') {
            throw wrong("a closing bracket is missing");
        }
        at++;
        return size;
    }

    /** Reads a character class after its opening bracket. */
    private long characterClass() throws PolicyException {
        at += peek() == '^' ? 1 : 0;
        if (peek() == ']') {
            throw wrong("[] is empty; write \\] for the sign");
        }
        while (peek() != ']') {
            if (peek() == END) {
                throw wrong("a closing square bracket is missing");
            }
            if (peek() == '[') {
                throw wrong("'[' is inside square brackets; write \\[ for the sign");
            }
            boolean escape = peek() == '\\';
            at++;
            if (escape) {
                skipEscaped();
            }
        }
        at++;
        return 1;
    }

    /** Skips the character after a backslash. */
    private void skipEscaped() throws PolicyException {
        int escaped = peek();
        boolean known = escaped != END
                && escaped < 128
                && (Character.isLetterOrDigit(escaped) ? ESCAPABLE.indexOf(escaped) >= 0 : escaped > ' ');
        if (!known) {
            throw wrong("unknown escape sequence");
        }
        at++;
    }

    /** Returns the size of an atom including its repeat. */
    private long withRepeat(long atom) throws PolicyException {
        char sign = pattern.charAt(at);
        at++;
        if (sign != '{') {
            skipReluctant();
            return sum(atom, 2);
        }
        int end = pattern.indexOf('}', at);
        String[] bounds = end < 0 ? new String[0] : pattern.substring(at, end).split(",", -1);
        if (bounds.length == 0
                || bounds.length > 2
                || !bounds[0].matches("[0-9]{1,4}")
                || !last(bounds).matches("[0-9]{0,4}")) {
            throw wrong("invalid repeat, expected {2}, {2,} or {2,5}; write \\{ for the sign");
        }
        at = end + 1;
        skipReluctant();
        if (bounds.length == 1) {
            return product(atom, Math.max(1, Long.parseLong(bounds[0])));
        }
        long min = Long.parseLong(bounds[0]);
        long max = last(bounds).isEmpty() ? min + 1 : Math.max(1, Math.max(min, Long.parseLong(last(bounds))));
        return product(sum(atom, 2), max);
    }

    /** Skips the {@code ?} that makes a repeat reluctant. */
    private void skipReluctant() {
        at += peek() == '?' ? 1 : 0;
    }

    private static String last(String[] bounds) {
        return bounds[bounds.length - 1];
    }

    private int peek() {
        return at < pattern.length() ? pattern.charAt(at) : END;
    }

    /** Adds; {@link Long#MAX_VALUE} on overflow. */
    private static long sum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    /** Multiplies; {@link Long#MAX_VALUE} on overflow. */
    private static long product(long a, long b) {
        return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
    }

    private PolicyException wrong(String what) {
        return new PolicyException(PolicyProblem.of(
                Code.PATTERN,
                "the pattern of 'matches' is wrong near character " + Math.max(1, at) + ": " + what,
                "Use characters, classes such as [a-z0-9], groups, |, and repeats such as *, +, ? or {2,5}."));
    }

    private static PolicyException tooLarge(String what) {
        return new PolicyException(PolicyProblem.of(
                Code.PATTERN,
                "the pattern of 'matches' " + what,
                "Repeat fewer times, or compare with startsWith, endsWith or contains."));
    }
}
