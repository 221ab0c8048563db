package dev.holdfast.policy.update;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes the times of a schedule in UTC. If clocks skip a time of the schedule, it counts as the same time after the change, as with
 * {@link LocalDateTime#atZone}. If a time occurs twice, the first one counts. A window that lies in the skipped hour may be empty.
 */
public final class Schedules {
    private Schedules() {}

    /**
     * Returns the times of a period.
     *
     * @param zone time zone of the group
     * @param offered time of the offer of the target, from which the deadline counts
     * @param period for example the time from the signature of a manifest set to its expiry
     */
    public static InstallTimes of(Schedule schedule, ZoneId zone, Instant offered, Interval period) {
        return new InstallTimes(
                schedule.windows().isEmpty() ? null : windows(schedule.windows(), zone, period),
                blackouts(schedule.blackouts(), zone, period),
                deadline(schedule, offered));
    }

    private static @Nullable Instant deadline(Schedule schedule, Instant offered) {
        return schedule.deadline() == null ? null : offered.plus(schedule.deadline());
    }

    private static List<Interval> windows(List<Window> windows, ZoneId zone, Interval period) {
        List<Interval> found = new ArrayList<>();
        // A window may have begun on the day before.
        LocalDate first = period.from().atZone(zone).toLocalDate().minusDays(1);
        LocalDate last = period.until().atZone(zone).toLocalDate();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            for (Window window : windows) {
                if (window.days().contains(day.getDayOfWeek())) {
                    LocalDate end = window.to().isAfter(window.from()) ? day : day.plusDays(1);
                    add(found, day.atTime(window.from()), end.atTime(window.to()), zone, period);
                }
            }
        }
        return merged(found);
    }

    private static List<Interval> blackouts(List<Blackout> blackouts, ZoneId zone, Interval period) {
        List<Interval> found = new ArrayList<>();
        for (Blackout blackout : blackouts) {
            add(
                    found,
                    blackout.first().atStartOfDay(),
                    blackout.last().plusDays(1).atStartOfDay(),
                    zone,
                    period);
        }
        return merged(found);
    }

    /** Adds the part of an interval that is in the period. */
    private static void add(
            List<Interval> found, LocalDateTime from, LocalDateTime until, ZoneId zone, Interval period) {
        Instant start = latest(from.atZone(zone).toInstant(), period.from());
        Instant end = earliest(until.atZone(zone).toInstant(), period.until());
        if (start.isBefore(end)) {
            found.add(new Interval(start, end));
        }
    }

    /** Returns the intervals in order, with one in place of several that overlap or touch. */
    private static List<Interval> merged(List<Interval> intervals) {
        List<Interval> merged = new ArrayList<>();
        for (Interval next :
                intervals.stream().sorted(Comparator.comparing(Interval::from)).toList()) {
            Interval last = merged.isEmpty() ? next : merged.removeLast();
            if (next.from().isAfter(last.until())) {
                merged.add(last);
                merged.add(next);
            } else {
                merged.add(new Interval(last.from(), latest(last.until(), next.until())));
            }
        }
        return merged;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
