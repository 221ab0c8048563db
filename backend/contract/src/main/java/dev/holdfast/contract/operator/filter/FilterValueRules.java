package dev.holdfast.contract.operator.filter;

import dev.holdfast.contract.operator.filter.Filter.Comparison;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/** Rules for values in filters. Values that match no row are refused. */
final class FilterValueRules {
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,5}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    /** Excludes the names of scopes, and shortened IPv4 addresses. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|(?=.*:.*:)[0-9a-f:.]{2,45}");

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private FilterValueRules() {}

    /** Checks a value by the kind of its field. {@code begin}: index of the comparison; {@code operandAt}: index of the operand. */
    static Value check(FilterField field, Comparison comparison, String operand, int begin, int operandAt)
            throws FilterException {
        String lower = operand.toLowerCase(Locale.ROOT);
        boolean compares = comparison != Comparison.SAME;
        if (compares && field.kind() != FilterField.Kind.VERSION && field.kind() != FilterField.Kind.AGE) {
            throw new FilterException(
                    begin,
                    field.name() + " does not support < and >; put the value in quotes if it begins with < or >");
        }
        return switch (field.kind()) {
            case TEXT -> new Value(comparison, operand);
            case CHOICE -> {
                require(
                        field.choices().contains(lower),
                        operandAt,
                        field.name() + ": use one of " + String.join(", ", field.choices()));
                yield new Value(comparison, lower);
            }
            case HEX -> {
                String digits = lower.replace(":", "");
                require(HEX.matcher(digits).matches(), operandAt, "use hex digits, such as " + field.example());
                require(digits.length() <= field.digits(), operandAt, "use at most " + field.digits() + " hex digits");
                yield new Value(comparison, digits);
            }
            case GUID -> {
                require(GUID.matcher(lower).matches(), operandAt, "use a GUID, such as " + field.example());
                yield new Value(comparison, lower);
            }
            case ADDRESS -> {
                String rule = "use an IP address, such as " + field.example();
                require(ADDRESS.matcher(lower).matches(), operandAt, rule);
                try {
                    yield new Value(comparison, InetAddress.ofLiteral(lower).getHostAddress());
                } catch (IllegalArgumentException _) {
                    throw new FilterException(operandAt, rule);
                }
            }
            case NUMBER -> {
                require(NUMBER.matcher(lower).matches(), operandAt, "use a number, such as " + field.example());
                yield new Value(comparison, lower);
            }
            case MOMENT -> {
                require(
                        Moment.parse(operand).isPresent(),
                        operandAt,
                        "use a day, or a day and a time in UTC, such as " + field.example());
                yield new Value(comparison, operand);
            }
            case VERSION -> {
                require(
                        VERSION.matcher(operand).matches(),
                        operandAt,
                        "use numbers separated by dots, such as " + field.example());
                yield new Value(comparison, operand);
            }
            case AGE -> {
                boolean isNever = lower.equals(Age.NEVER);
                require(
                        isNever || Age.parse(lower).isPresent(),
                        operandAt,
                        "use a number and m, h, d or w, or never, such as " + field.example());
                require(
                        compares != isNever,
                        begin,
                        compares ? "never cannot follow < or >" : "add < or > before the duration");
                yield new Value(comparison, lower);
            }
        };
    }

    private static void require(boolean holds, int position, String rule) throws FilterException {
        if (!holds) {
            throw new FilterException(position, rule);
        }
    }
}
