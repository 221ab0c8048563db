package dev.holdfast.backend.platform.list;

import dev.holdfast.contract.operator.filter.Age;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of time, with its ends: the widest that a term of a filter leaves, so that an index can leave out the rest.
 *
 * @param from null for no beginning
 * @param until null for no end
 */
public record Span(@Nullable Instant from, @Nullable Instant until) {
    /** All of time. */
    public static final Span ALWAYS = new Span(null, null);

    /** No time: nothing became valid then. */
    public static final Span NEVER = new Span(Instant.EPOCH, Instant.EPOCH);

    /** All of time from a moment on. */
    public static Span from(Instant from) {
        return new Span(from, null);
    }

    /** All of time until a moment. */
    public static Span until(Instant until) {
        return new Span(null, until);
    }

    /** Returns what both have; it may end before it begins, and then nothing is in it. */
    public Span and(Span other) {
        return new Span(
                Stream.of(from, other.from)
                        .flatMap(Stream::ofNullable)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                Stream.of(until, other.until)
                        .flatMap(Stream::ofNullable)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    /** Returns the least that has both. */
    public Span or(Span other) {
        return new Span(
                from == null || other.from == null ? null : from.isBefore(other.from) ? from : other.from,
                until == null || other.until == null ? null : until.isAfter(other.until) ? until : other.until);
    }

    /** Returns when something was that is as long ago as a term says. */
    public static Span ago(Filter.Field field, Instant now) {
        return of(
                field,
                age -> Age.parse(age.operand())
                        .map(ago -> side(age, now.minus(ago), !field.negated()))
                        .orElse(field.negated() ? ALWAYS : NEVER));
    }

    /** Returns what all of a term's values leave where it has a minus, else what any leaves. */
    public static Span of(Filter.Field field, Function<Value, Span> one) {
        return field.values().stream()
                .map(one)
                .reduce((some, other) -> field.negated() ? some.and(other) : some.or(other))
                .orElse(ALWAYS);
    }

    /** The side of a moment where less is; {@code later} says whether that is behind it. */
    private static Span side(Value age, Instant moment, boolean later) {
        return switch (age.comparison()) {
            case LESS, AT_MOST -> later ? from(moment) : until(moment);
            case MORE, AT_LEAST -> later ? until(moment) : from(moment);
            case SAME -> ALWAYS;
        };
    }
}
