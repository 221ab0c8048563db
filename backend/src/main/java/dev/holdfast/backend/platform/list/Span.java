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
 * Inclusive time span that contains all times that a filter term permits, to narrow an index scan.
 *
 * @param from start; null for unbounded
 * @param until end; null for unbounded
 */
public record Span(@Nullable Instant from, @Nullable Instant until) {
    public static final Span ALWAYS = new Span(null, null);

    /** Stands for no time: rows are newer than 1970. */
    public static final Span NEVER = new Span(Instant.EPOCH, Instant.EPOCH);

    public static Span from(Instant from) {
        return new Span(from, null);
    }

    public static Span until(Instant until) {
        return new Span(null, until);
    }

    /** Returns the intersection; an empty one ends before it begins. */
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

    /** Returns the smallest span that covers both. */
    public Span or(Span other) {
        return new Span(
                from == null || other.from == null ? null : from.isBefore(other.from) ? from : other.from,
                until == null || other.until == null ? null : until.isAfter(other.until) ? until : other.until);
    }

    /** Returns the span of the times whose age matches a term. */
    public static Span ago(Filter.Field field, Instant now) {
        return of(
                field,
                age -> Age.parse(age.operand())
                        .map(ago -> side(age, now.minus(ago), !field.negated()))
                        .orElse(field.negated() ? ALWAYS : NEVER));
    }

    /** Returns the union of the spans of a term's values; for a negated term, their intersection. */
    public static Span of(Filter.Field field, Function<Value, Span> one) {
        return field.values().stream()
                .map(one)
                .reduce((some, other) -> field.negated() ? some.and(other) : some.or(other))
                .orElse(ALWAYS);
    }

    /**
     * Returns the times whose age satisfies the comparison, which are on one side of {@code moment}; if {@code matching} is false, the other
     * side, for a negated term.
     */
    private static Span side(Value age, Instant moment, boolean matching) {
        return switch (age.comparison()) {
            case LESS, AT_MOST -> matching ? from(moment) : until(moment);
            case MORE, AT_LEAST -> matching ? until(moment) : from(moment);
            case SAME -> ALWAYS;
        };
    }
}
