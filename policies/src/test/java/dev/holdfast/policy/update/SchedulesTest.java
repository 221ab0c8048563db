package dev.holdfast.policy.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Windows, blackouts and deadlines of a period in UTC, also when clocks change. */
class SchedulesTest {
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final Instant OFFERED = Instant.parse("2026-12-01T12:00:00Z");

    @Test
    void without_windows_devices_install_at_any_time() {
        InstallTimes times =
                times(schedule(List.of(), List.of(), null), "2026-12-02T00:00:00Z", "2026-12-09T00:00:00Z");

        assertThat(times.windows()).isNull();
        assertThat(times.allow(Instant.parse("2026-12-02T00:00:00Z"))).isTrue();
    }

    @Test
    void a_window_over_midnight_belongs_to_the_day_on_which_it_begins() {
        // 4 December 2026 is a Friday.
        InstallTimes times = times(windows("Fri 22:00-05:00"), "2026-12-02T00:00:00Z", "2026-12-09T00:00:00Z");

        assertThat(times.windows()).containsExactly(interval("2026-12-04T21:00:00Z", "2026-12-05T04:00:00Z"));
    }

    @Test
    void windows_are_cut_at_the_ends_of_the_period_and_merged_where_they_meet() {
        InstallTimes times = times(
                windows("Mon-Sun 22:00-23:00", "Mon-Sun 23:00-02:00"), "2026-12-02T22:30:00Z", "2026-12-03T21:30:00Z");

        assertThat(times.windows())
                .containsExactly(
                        interval("2026-12-02T22:30:00Z", "2026-12-03T01:00:00Z"),
                        interval("2026-12-03T21:00:00Z", "2026-12-03T21:30:00Z"));
    }

    @Test
    void a_period_without_a_window_has_none() {
        InstallTimes times = times(windows("Mon 01:00-02:00"), "2026-12-02T00:00:00Z", "2026-12-03T00:00:00Z");

        assertThat(times.windows()).isEmpty();
        assertThat(times.allow(Instant.parse("2026-12-02T12:00:00Z"))).isFalse();
    }

    @Test
    void a_window_keeps_its_local_time_when_daylight_saving_time_ends() {
        InstallTimes times = times(windows("Sat,Sun 04:00-05:00"), "2026-10-24T00:00:00Z", "2026-10-26T00:00:00Z");

        assertThat(times.windows())
                .containsExactly(
                        interval("2026-10-24T02:00:00Z", "2026-10-24T03:00:00Z"),
                        interval("2026-10-25T03:00:00Z", "2026-10-25T04:00:00Z"));
    }

    @Test
    void a_window_over_the_repeated_hour_is_an_hour_longer() {
        InstallTimes times = times(windows("Sat 22:00-05:00"), "2026-10-24T00:00:00Z", "2026-10-26T00:00:00Z");

        assertThat(times.windows()).containsExactly(interval("2026-10-24T20:00:00Z", "2026-10-25T04:00:00Z"));
    }

    @Test
    void a_window_in_the_repeated_hour_opens_once() {
        InstallTimes times = times(windows("Sun 02:00-02:30"), "2026-10-24T00:00:00Z", "2026-10-26T00:00:00Z");

        assertThat(times.windows()).containsExactly(interval("2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z"));
    }

    @Test
    void a_window_in_the_skipped_hour_opens_after_it_or_is_empty() {
        assertThat(times(windows("Sun 02:15-04:00"), "2026-03-28T00:00:00Z", "2026-03-30T00:00:00Z")
                        .windows())
                .containsExactly(interval("2026-03-29T01:15:00Z", "2026-03-29T02:00:00Z"));
        assertThat(times(windows("Sun 02:00-03:00"), "2026-03-28T00:00:00Z", "2026-03-30T00:00:00Z")
                        .windows())
                .isEmpty();
    }

    @Test
    void a_blackout_lasts_from_local_midnight_to_local_midnight() {
        Schedule schedule = schedule(List.of(), List.of("2026-12-24/2026-12-26", "2026-12-27"), null);

        InstallTimes times = times(schedule, "2026-12-20T00:00:00Z", "2026-12-31T00:00:00Z");

        assertThat(times.blackouts()).containsExactly(interval("2026-12-23T23:00:00Z", "2026-12-27T23:00:00Z"));
        assertThat(times.allow(Instant.parse("2026-12-23T22:59:59Z"))).isTrue();
        assertThat(times.allow(Instant.parse("2026-12-23T23:00:00Z"))).isFalse();
        assertThat(times.allow(Instant.parse("2026-12-27T23:00:00Z"))).isTrue();
    }

    @Test
    void after_the_deadline_devices_install_outside_of_windows_but_not_in_a_blackout() {
        Schedule schedule = schedule(List.of("Mon 01:00-02:00"), List.of("2026-12-05"), Duration.ofDays(2));

        InstallTimes times = times(schedule, "2026-12-02T00:00:00Z", "2026-12-09T00:00:00Z");

        assertThat(times.deadline()).isEqualTo(Instant.parse("2026-12-03T12:00:00Z"));
        assertThat(times.allow(Instant.parse("2026-12-03T11:59:59Z"))).isFalse();
        assertThat(times.allow(Instant.parse("2026-12-03T12:00:00Z"))).isTrue();
        assertThat(times.allow(Instant.parse("2026-12-05T12:00:00Z"))).isFalse();
        assertThat(times.allow(Instant.parse("2026-12-06T12:00:00Z"))).isTrue();
    }

    @Test
    void a_blackout_also_closes_a_window() {
        Schedule schedule = schedule(List.of("Mon-Sun 22:00-05:00"), List.of("2026-12-05"), null);

        InstallTimes times = times(schedule, "2026-12-02T00:00:00Z", "2026-12-09T00:00:00Z");

        assertThat(times.allow(Instant.parse("2026-12-04T22:59:59Z"))).isTrue();
        assertThat(times.allow(Instant.parse("2026-12-04T23:00:00Z"))).isFalse();
    }

    @Property(tries = 200)
    void a_minute_is_in_a_window_if_its_local_time_is(
            @ForAll @IntRange(max = 1439) int from,
            @ForAll @IntRange(max = 1439) int to,
            @ForAll @IntRange(min = 1, max = 7) int day,
            @ForAll @IntRange(max = 7 * 1440 - 1) int minute) {
        Window window = new Window(Set.of(DayOfWeek.of(day)), time(from), time(to));
        Instant start = Instant.parse("2026-12-02T00:00:00Z");
        Instant at = start.plus(Duration.ofMinutes(minute));

        InstallTimes times = Schedules.of(
                new Schedule(List.of(window), List.of(), null),
                AMSTERDAM,
                OFFERED,
                new Interval(start, start.plus(Duration.ofDays(7))));

        // The period has no change of the clocks.
        LocalDateTime local = LocalDateTime.ofInstant(at, ZoneOffset.ofHours(1));
        int sinceMonday = (local.getDayOfWeek().getValue() - 1) * 1440 + local.getHour() * 60 + local.getMinute();
        int sinceOpening = Math.floorMod(sinceMonday - ((day - 1) * 1440 + from), 7 * 1440);
        int length = to > from ? to - from : to + 1440 - from;
        assertThat(times.allow(at)).isEqualTo(sinceOpening < length);
    }

    private static LocalTime time(int minute) {
        return LocalTime.of(minute / 60, minute % 60);
    }

    private static InstallTimes times(Schedule schedule, String from, String until) {
        return Schedules.of(schedule, AMSTERDAM, OFFERED, interval(from, until));
    }

    private static Schedule windows(String... windows) {
        return schedule(List.of(windows), List.of(), null);
    }

    private static Schedule schedule(List<String> windows, List<String> blackouts, @Nullable Duration deadline) {
        return new Schedule(
                windows.stream().map(Window::of).toList(),
                blackouts.stream().map(Blackout::of).toList(),
                deadline);
    }

    private static Interval interval(String from, String until) {
        return new Interval(Instant.parse(from), Instant.parse(until));
    }
}
