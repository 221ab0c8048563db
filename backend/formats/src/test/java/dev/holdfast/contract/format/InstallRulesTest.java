package dev.holdfast.contract.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.InstallRules.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** When devices may install a manifest set: windows, blackouts, deadline, emergency. Times are seconds. */
class InstallRulesTest {
    @Test
    void devices_install_in_a_window_or_after_the_deadline_but_not_in_a_blackout() {
        InstallRules rules = rules(List.of(interval(10, 20)), 40, List.of(interval(15, 17), interval(50, 60)));

        assertThat(allowed(rules, 9, 10, 14, 15, 17, 19, 20, 39, 40, 50, 60)).containsExactly(10, 14, 17, 19, 40, 60);
    }

    @Test
    void without_a_window_devices_wait_for_the_deadline() {
        assertThat(allowed(rules(List.of(), 40, List.of()), 0, 39, 40)).containsExactly(40);
    }

    @Test
    void a_device_can_wait_until_the_end_of_its_first_window() {
        InstallRules rules = rules(List.of(interval(10, 20), interval(30, 35)), 40, List.of(interval(5, 20)));

        assertThat(rules.firstEnd(at(0))).contains(at(35));
        assertThat(rules.firstEnd(at(37))).contains(at(40));
        assertThat(rules.asEmergency().firstEnd(at(0))).contains(at(0));
        assertThat(InstallRules.ANY_TIME.firstEnd(at(7))).contains(at(7));
    }

    @Test
    void an_emergency_overrides_blackouts_windows_and_deferrals() {
        InstallRules rules = rules(List.of(), 40, List.of(interval(0, 100))).asEmergency();

        assertThat(rules.allow(at(5))).isTrue();
        assertThat(rules.longestDeferral(Duration.ofDays(1))).isZero();
    }

    @Test
    void a_deferral_never_exceeds_the_limit_of_the_chip() {
        InstallRules rules = new InstallRules(
                Optional.empty(), Optional.empty(), List.of(), false, Optional.of(Duration.ofHours(12)));

        assertThat(rules.longestDeferral(Duration.ofHours(24))).isEqualTo(Duration.ofHours(12));
        assertThat(rules.longestDeferral(Duration.ofHours(6))).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void intervals_that_overlap_or_are_not_in_order_are_refused() {
        assertThatThrownBy(() -> rules(List.of(interval(0, 2), interval(1, 3)), 9, List.of()))
                .hasMessageContaining("windows overlap");
        assertThatThrownBy(() -> rules(List.of(), 9, List.of(interval(5, 6), interval(1, 2))))
                .hasMessageContaining("blackouts overlap");
    }

    @Property(tries = 500)
    void the_next_allowed_time_is_the_first_one(
            @ForAll @IntRange(max = 30) int window,
            @ForAll @IntRange(max = 30) int blackout,
            @ForAll @IntRange(max = 60) int deadline,
            @ForAll @IntRange(max = 80) int from) {
        InstallRules rules =
                rules(List.of(interval(window, window + 7)), deadline, List.of(interval(blackout, blackout + 9)));

        Optional<Instant> first = Optional.empty();
        for (int second = from; first.isEmpty() && second < 200; second++) {
            first = Optional.of(at(second)).filter(rules::allow);
        }
        assertThat(rules.nextAllowed(at(from))).isEqualTo(first);
    }

    private static List<Integer> allowed(InstallRules rules, Integer... seconds) {
        return List.of(seconds).stream()
                .filter(second -> rules.allow(at(second)))
                .toList();
    }

    private static InstallRules rules(List<Interval> windows, int deadline, List<Interval> blackouts) {
        return new InstallRules(Optional.of(windows), Optional.of(at(deadline)), blackouts, false, Optional.empty());
    }

    private static Interval interval(int from, int until) {
        return new Interval(at(from), at(until));
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }
}
