package dev.holdfast.contract.format;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When devices may install a manifest set. They may download it at any time. Times are whole seconds.
 *
 * @param windows times at which devices may install, at most {@value #MAX_WINDOWS}. Empty list: only after the deadline. Absent: at any time
 * @param deadline from this time on, devices may install outside of windows, too
 * @param blackouts times at which devices install nothing, at most {@value #MAX_BLACKOUTS}
 * @param emergency whether devices install the set at once: windows, blackouts and deferrals do not apply
 * @param longestDeferral longest time for which software of a device may defer the installation, at most 30 days. Absent: the limit of the
 *     chip
 */
public record InstallRules(
        Optional<List<Interval>> windows,
        Optional<Instant> deadline,
        List<Interval> blackouts,
        boolean emergency,
        Optional<Duration> longestDeferral) {
    /** Maximum number of windows. */
    public static final int MAX_WINDOWS = 32;
    /** Maximum number of blackouts. */
    public static final int MAX_BLACKOUTS = 16;
    /** Longest deferral that a set can allow. */
    public static final Duration MAX_DEFERRAL = Duration.ofDays(30);

    /** Rules of a set that devices may install at any time. */
    public static final InstallRules ANY_TIME =
            new InstallRules(Optional.empty(), Optional.empty(), List.of(), false, Optional.empty());

    /** Copies the lists and checks their bounds. */
    public InstallRules {
        windows = windows.map(List::copyOf);
        blackouts = List.copyOf(blackouts);
        requireAscending(windows.orElse(List.of()), MAX_WINDOWS, "windows");
        requireAscending(blackouts, MAX_BLACKOUTS, "blackouts");
        if (longestDeferral
                .filter(deferral -> deferral.isNegative() || deferral.compareTo(MAX_DEFERRAL) > 0)
                .isPresent()) {
            throw new IllegalArgumentException("the longest deferral is not from 0 to 30 days");
        }
    }

    /**
     * Time from an instant until another one, which is after it and not part of the interval.
     *
     * @param from first instant
     * @param until instant after the last
     */
    public record Interval(Instant from, Instant until) {
        /** Requires instants in order. */
        public Interval {
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("the interval from " + from + " until " + until + " is empty");
            }
        }

        private boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /** Returns the same rules for an emergency. */
    public InstallRules asEmergency() {
        return new InstallRules(windows, deadline, blackouts, true, longestDeferral);
    }

    /** Returns whether a device may install the set at a time. */
    public boolean allow(Instant at) {
        return emergency
                || (!contain(blackouts, at)
                        && (windows.isEmpty()
                                || contain(windows.get(), at)
                                || deadline.filter(end -> !at.isBefore(end)).isPresent()));
    }

    /** Returns the first time, not before {@code at}, at which a device may install the set; empty if there is none. */
    public Optional<Instant> nextAllowed(Instant at) {
        return Stream.of(
                        Stream.of(at),
                        windows.stream().flatMap(List::stream).map(Interval::from),
                        deadline.stream(),
                        blackouts.stream().map(Interval::until))
                .flatMap(times -> times)
                .filter(time -> !time.isBefore(at) && allow(time))
                .min(Comparator.naturalOrder());
    }

    /**
     * Returns the end of the first window, not before {@code at}, in which a device may install the set, or the first such time outside of
     * windows; empty if there is none.
     */
    public Optional<Instant> firstEnd(Instant at) {
        return nextAllowed(at)
                .map(next -> windows.stream()
                        .flatMap(List::stream)
                        .filter(window -> !emergency && window.contains(next))
                        .map(Interval::until)
                        .findFirst()
                        .orElse(next));
    }

    /** Returns the longest deferral under the limit of a chip. */
    public Duration longestDeferral(Duration limit) {
        return emergency
                ? Duration.ZERO
                : longestDeferral
                        .filter(deferral -> deferral.compareTo(limit) < 0)
                        .orElse(limit);
    }

    private static boolean contain(List<Interval> intervals, Instant at) {
        return intervals.stream().anyMatch(interval -> interval.contains(at));
    }

    private static void requireAscending(List<Interval> intervals, int max, String what) {
        if (intervals.size() > max) {
            throw new IllegalArgumentException(intervals.size() + " " + what + ", at most " + max);
        }
        for (int i = 1; i < intervals.size(); i++) {
            if (intervals.get(i).from().isBefore(intervals.get(i - 1).until())) {
                throw new IllegalArgumentException(what + " overlap or are not in order");
            }
        }
    }
}
