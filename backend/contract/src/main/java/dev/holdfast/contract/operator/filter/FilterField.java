package dev.holdfast.contract.operator.filter;

import java.util.List;

/**
 * A field that a list can be filtered by.
 *
 * @param name in lower case
 * @param kind what its values are
 * @param choices the values of a {@link Kind#CHOICE}, in lower case; empty for other kinds
 * @param meaning one sentence, for the page that explains the filter
 * @param example a term with it
 */
public record FilterField(String name, Kind kind, List<String> choices, String meaning, String example) {
    /** What a field's values are. */
    public enum Kind {
        /** One of a few words. */
        CHOICE,
        /** Any text. */
        TEXT,
        /** Numbers with dots between them, which have an order. */
        VERSION,
        /** A time ago, or ahead: a number and {@code m}, {@code h}, {@code d} or {@code w}, more or less than which; or {@code never}. */
        AGE,
        /** A day or a moment, as {@link Moment} reads it. */
        MOMENT
    }

    /** Copies the list. */
    public FilterField {
        choices = List.copyOf(choices);
    }

    /** Makes a field of any text. */
    public static FilterField text(String name, String meaning, String example) {
        return new FilterField(name, Kind.TEXT, List.of(), meaning, example);
    }

    /** Makes a field of a few words. */
    public static FilterField choice(String name, List<String> choices, String meaning, String example) {
        return new FilterField(name, Kind.CHOICE, choices, meaning, example);
    }

    /** Makes a field of days and moments. */
    public static FilterField moment(String name, String meaning, String example) {
        return new FilterField(name, Kind.MOMENT, List.of(), meaning, example);
    }

    /** Makes a field of times. */
    public static FilterField age(String name, String meaning, String example) {
        return new FilterField(name, Kind.AGE, List.of(), meaning, example);
    }
}
