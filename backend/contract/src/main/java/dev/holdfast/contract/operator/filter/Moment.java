package dev.holdfast.contract.operator.filter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Point in time in a filter: {@code 2026-11-26T08:00:00Z}, or {@code 2026-11-26} for the start of that day in UTC. */
public final class Moment {
    private static final int DAY = 10;

    private Moment() {}

    /** Parses a point in time; empty if the text is not one. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(
                    text.length() == DAY
                            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                            : Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
