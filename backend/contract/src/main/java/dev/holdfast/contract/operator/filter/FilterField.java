package dev.holdfast.contract.operator.filter;

import java.util.List;

/**
 * Field of a filter.
 *
 * @param name name in lower case
 * @param kind type of the values
 * @param choices values of a {@link Kind#CHOICE}, in lower case; empty for other kinds
 * @param digits largest number of digits of a {@link Kind#HEX}; 0 for other kinds
 * @param meaning description for people, one sentence
 * @param example example term
 */
public record FilterField(String name, Kind kind, List<String> choices, int digits, String meaning, String example) {
    /** Type of the values of a field. Only {@link #VERSION} and {@link #AGE} can be compared with {@code <} and {@code >}. */
    public enum Kind {
        /** One of a fixed set of words. */
        CHOICE,
        /** Any text. */
        TEXT,
        /** Hex digits; the parser removes colons and writes them in lower case. */
        HEX,
        /** GUID. */
        GUID,
        /** IPv4 or IPv6 address; the parser writes it as {@link java.net.InetAddress#getHostAddress} does. */
        ADDRESS,
        /** Positive number. */
        NUMBER,
        /** Numbers separated by dots, ordered. */
        VERSION,
        /**
         * Duration with {@code <} or {@code >}: a number and {@code m}, {@code h}, {@code d} or {@code w}; or {@code
         * never}.
         */
        AGE,
        /** Day or timestamp, see {@link Moment}. */
        MOMENT
    }

    /** Copies the list. */
    public FilterField {
        choices = List.copyOf(choices);
    }

    /** Creates a field of any kind but {@link Kind#HEX}. */
    public FilterField(String name, Kind kind, List<String> choices, String meaning, String example) {
        this(name, kind, choices, 0, meaning, example);
    }

    /** Creates a {@link Kind#TEXT} field. */
    public static FilterField text(String name, String meaning, String example) {
        return new FilterField(name, Kind.TEXT, List.of(), meaning, example);
    }

    /** Creates a {@link Kind#HEX} field whose values have at most {@code digits} digits. */
    public static FilterField hex(String name, int digits, String meaning, String example) {
        return new FilterField(name, Kind.HEX, List.of(), digits, meaning, example);
    }

    /** Creates a {@link Kind#GUID} field. */
    public static FilterField guid(String name, String meaning, String example) {
        return new FilterField(name, Kind.GUID, List.of(), meaning, example);
    }

    /** Creates an {@link Kind#ADDRESS} field. */
    public static FilterField address(String name, String meaning, String example) {
        return new FilterField(name, Kind.ADDRESS, List.of(), meaning, example);
    }

    /** Creates a {@link Kind#CHOICE} field. */
    public static FilterField choice(String name, List<String> choices, String meaning, String example) {
        return new FilterField(name, Kind.CHOICE, choices, meaning, example);
    }

    /** Creates a {@link Kind#MOMENT} field. */
    public static FilterField moment(String name, String meaning, String example) {
        return new FilterField(name, Kind.MOMENT, List.of(), meaning, example);
    }

    /** Creates an {@link Kind#AGE} field. */
    public static FilterField age(String name, String meaning, String example) {
        return new FilterField(name, Kind.AGE, List.of(), meaning, example);
    }
}
