package dev.holdfast.policy.alert;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How events that a rule matches become alerts. Events with the same values of {@code groupBy} belong to one alert.
 *
 * @param groupBy fields of the event, such as {@code code}; empty for one alert of the rule
 * @param threshold when the alert opens; null for with the first event
 * @param clearedBy condition on later events with the same subject: it ends the cause for the subject. Null for none
 * @param resolveAfter time without a matching event after which the alert is resolved; null if only {@code clearedBy} or a person
 *     resolves it
 */
public record AlertRule(
        List<String> groupBy,
        @Nullable Threshold threshold,
        @Nullable String clearedBy,
        @Nullable Duration resolveAfter) {
    private static final int MAX_FIELDS = 4;
    private static final int MAX_CONDITION = 1_000;
    private static final Duration MIN = Duration.ofMinutes(1);
    private static final Duration MAX_RESOLVE = Duration.ofDays(90);

    /** Checks names and limits. */
    public AlertRule {
        groupBy = List.copyOf(groupBy);
        require(groupBy.size() <= MAX_FIELDS, "groupBy has " + groupBy.size() + " fields, at most " + MAX_FIELDS);
        require(new HashSet<>(groupBy).size() == groupBy.size(), "groupBy has a field twice");
        groupBy.forEach(field -> require(
                EventFacts.NAMES.contains(field),
                "groupBy: '" + field + "' is not a field of the event; use some of " + EventFacts.NAMES));
        require(
                clearedBy == null || (!clearedBy.isBlank() && clearedBy.length() <= MAX_CONDITION),
                "clearedBy has 1 to " + MAX_CONDITION + " characters");
        requireWithin(resolveAfter, MAX_RESOLVE, "resolveAfter");
    }

    /**
     * When an alert opens: as soon as so many devices, or so many events, were seen within a time.
     *
     * @param devices number of different devices, 1 to 10,000; 0 to count events
     * @param events number of events, 1 to 1,000,000; 0 to count devices
     * @param within length of the sliding window, one minute to seven days
     */
    public record Threshold(int devices, int events, Duration within) {
        private static final int MAX_DEVICES = 10_000;
        private static final int MAX_EVENTS = 1_000_000;
        private static final Duration MAX_WINDOW = Duration.ofDays(7);

        /** Checks the limits. */
        public Threshold {
            require((devices == 0) != (events == 0), "threshold needs either devices or events");
            require(
                    devices >= 0 && devices <= MAX_DEVICES,
                    "threshold: devices is " + devices + ", at least 1 and at most " + MAX_DEVICES);
            require(
                    events >= 0 && events <= MAX_EVENTS,
                    "threshold: events is " + events + ", at least 1 and at most " + MAX_EVENTS);
            requireWithin(within, MAX_WINDOW, "threshold: within");
        }

        @JsonCreator
        static Threshold of(
                @JsonProperty("devices") @Nullable Integer devices,
                @JsonProperty("events") @Nullable Integer events,
                @JsonProperty("within") @Nullable String within) {
            if (within == null) {
                throw new IllegalArgumentException("threshold: within is missing");
            }
            return new Threshold(
                    devices == null ? 0 : devices, events == null ? 0 : events, duration(within, "threshold: within"));
        }
    }

    @JsonCreator
    static AlertRule of(
            @JsonProperty("groupBy") @Nullable List<String> groupBy,
            @JsonProperty("threshold") @Nullable Threshold threshold,
            @JsonProperty("clearedBy") @Nullable String clearedBy,
            @JsonProperty("resolveAfter") @Nullable String resolveAfter) {
        List<String> fields = groupBy == null ? List.of() : groupBy;
        require(fields.stream().noneMatch(field -> field == null), "groupBy has an empty item (~): remove the line");
        return new AlertRule(
                fields, threshold, clearedBy, resolveAfter == null ? null : duration(resolveAfter, "resolveAfter"));
    }

    private static Duration duration(String text, String field) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    field + " '" + text + "' is not a duration, such as P7D for 7 days or PT10M for 10 minutes", e);
        }
    }

    private static void requireWithin(@Nullable Duration duration, Duration max, String field) {
        require(
                duration == null || (duration.compareTo(MIN) >= 0 && duration.compareTo(max) <= 0),
                field + " is " + duration + ", at least " + MIN + " and at most " + max);
    }

    private static void require(boolean good, String otherwise) {
        if (!good) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
