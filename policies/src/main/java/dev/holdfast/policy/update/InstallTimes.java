package dev.holdfast.policy.update;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Times of a period at which devices may install a target. Intervals are ascending, do not overlap or touch, and are inside the period.
 *
 * @param windows windows. Null: at any time. Empty: devices wait until the period ends
 * @param blackouts times at which devices install nothing
 * @param deadline from this time on, devices install outside of windows, too. Null: never
 */
public record InstallTimes(
        @Nullable List<Interval> windows,
        List<Interval> blackouts,
        @Nullable Instant deadline) {
    /** Copies the lists. */
    public InstallTimes {
        windows = windows == null ? null : List.copyOf(windows);
        blackouts = List.copyOf(blackouts);
    }

    /** Returns whether a device may install the target at a time in the period. */
    public boolean allow(Instant at) {
        return !contain(blackouts, at)
                && (windows == null || contain(windows, at) || (deadline != null && !at.isBefore(deadline)));
    }

    private static boolean contain(List<Interval> intervals, Instant at) {
        return intervals.stream().anyMatch(interval -> interval.contains(at));
    }
}
