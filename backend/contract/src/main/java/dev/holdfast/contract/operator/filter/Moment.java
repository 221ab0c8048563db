package dev.holdfast.contract.operator.filter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Point in time in a filter: {@code 2026-11-26T08:00:00Z}, or {@code 2026-11-26} for the start of that day in UTC; years 1 to 9999. */
public final class Moment {
    private static final int DAY = 10;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Moment() {}

    /** Parses a point in time. Returns empty if the text is not a point in time. */
    public static Optional<Instant> parse(String text) {
        try {
            Instant moment = text.length() == DAY
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : Instant.parse(text);
            return moment.isBefore(EARLIEST) || moment.isAfter(LATEST) ? Optional.empty() : Optional.of(moment);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
