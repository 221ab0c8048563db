package dev.holdfast.policy.update;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When devices install updates, in the time zone of their group.
 *
 * @param windows weekly windows. Absent or empty: at any time
 * @param blackouts days on which devices install nothing, at most {@value #MAX_BLACKOUTS}. Absent or empty: none
 * @param deadline time from the offer of a target, 1 hour to 365 days. After it, devices install the target outside of windows, too, but
 *     never in a blackout. Null: no deadline
 * @param operatingSystem how a new release of the operating system reaches the devices. Absent: {@link SystemRelease#AT_ONCE}
 */
public record Schedule(
        List<Window> windows,
        List<Blackout> blackouts,
        @Nullable Duration deadline,
        SystemRelease operatingSystem) {
    /** Maximum number of windows in a week: a window on three days counts three times. */
    public static final int MAX_WINDOWS = 28;
    /** Maximum number of blackouts. */
    public static final int MAX_BLACKOUTS = 16;

    private static final Duration MIN_DEADLINE = Duration.ofHours(1);
    private static final Duration MAX_DEADLINE = Duration.ofDays(365);

    /** Schedule of a policy without one. */
    public static final Schedule ANY_TIME = new Schedule(List.of(), List.of(), null);

    /** Checks the limits, and copies the lists. */
    public Schedule {
        windows = Limits.complete(windows, "windows");
        blackouts = Limits.complete(blackouts, "blackouts");
        int inWeek = windows.stream().mapToInt(window -> window.days().size()).sum();
        Limits.require(inWeek <= MAX_WINDOWS, inWeek + " windows in a week, at most " + MAX_WINDOWS);
        Limits.require(blackouts.size() <= MAX_BLACKOUTS, blackouts.size() + " blackouts, at most " + MAX_BLACKOUTS);
        Limits.requireWithin(deadline, MIN_DEADLINE, MAX_DEADLINE, "deadline");
        operatingSystem = operatingSystem == null ? SystemRelease.AT_ONCE : operatingSystem;
    }

    /** Creates a schedule with releases of the operating system at once. */
    public Schedule(List<Window> windows, List<Blackout> blackouts, @Nullable Duration deadline) {
        this(windows, blackouts, deadline, SystemRelease.AT_ONCE);
    }

    @JsonCreator
    static Schedule of(
            @JsonProperty("windows") List<Window> windows,
            @JsonProperty("blackouts") List<Blackout> blackouts,
            @JsonProperty("deadline") @Nullable String deadline,
            @JsonProperty("operatingSystem") SystemRelease operatingSystem) {
        return new Schedule(windows, blackouts, Limits.duration(deadline, "deadline"), operatingSystem);
    }

    /** How a new release of the operating system reaches the devices of a group. */
    public enum SystemRelease {
        /** All devices are offered the release of their feed. */
        AT_ONCE("at-once"),
        /** A rollout offers the release in the group's default phases. */
        ROLLOUT("rollout");

        private final String text;

        SystemRelease(String text) {
            this.text = text;
        }

        /** Returns the name in policy files. */
        @JsonValue
        public String text() {
            return text;
        }

        @JsonCreator
        static SystemRelease ofText(String text) {
            return Arrays.stream(values())
                    .filter(value -> value.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "operatingSystem '" + text + "' is not one of at-once, rollout"));
        }
    }
}
