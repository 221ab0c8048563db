package dev.holdfast.policy.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.policy.Policy;
import dev.holdfast.policy.PolicyException;
import dev.holdfast.policy.PolicyYaml;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedule and delivery in policy files. */
class UpdatePolicyYamlTest {
    private static final String POLICY = """
            id: update/nights
            version: 1
            kind: update
            title: At night
            description: For tests.
            schedule:
              windows: ["Mon-Fri 22:00-05:00", "Sat,Sun 08:00-18:00"]
              blackouts: [2026-12-20/2027-01-03, 2027-04-27]
              deadline: P14D
              operatingSystem: rollout
            delivery:
              deferAtMost: PT24H
              kilobitsPerSecond: 256
              metered: wait
            rules: []
            """;

    @Test
    void schedule_and_delivery_are_parsed() throws PolicyException {
        Policy policy = PolicyYaml.read(POLICY);

        assertThat(policy.schedule())
                .isEqualTo(new Schedule(
                        List.of(
                                new Window(
                                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                        LocalTime.of(22, 0),
                                        LocalTime.of(5, 0)),
                                new Window(
                                        Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                                        LocalTime.of(8, 0),
                                        LocalTime.of(18, 0))),
                        List.of(
                                new Blackout(LocalDate.of(2026, 12, 20), LocalDate.of(2027, 1, 3)),
                                new Blackout(LocalDate.of(2027, 4, 27), LocalDate.of(2027, 4, 27))),
                        Duration.ofDays(14),
                        Schedule.SystemRelease.ROLLOUT));
        assertThat(policy.delivery()).isEqualTo(new Delivery(Duration.ofDays(1), 256, Delivery.Metered.WAIT));
    }

    @Test
    void absent_fields_mean_no_limit() throws PolicyException {
        Policy policy = PolicyYaml.read("""
                id: update/all
                version: 1
                kind: update
                title: All
                description: For tests.
                schedule: {}
                delivery: {}
                rules: []
                """);

        assertThat(policy.schedule())
                .isEqualTo(new Schedule(List.of(), List.of(), null, Schedule.SystemRelease.AT_ONCE));
        assertThat(policy.delivery()).isEqualTo(new Delivery(null, 0, Delivery.Metered.ALLOW));
    }

    @Test
    void days_wrap_around_the_week() {
        assertThat(Window.of("Fri-Mon,Wed 00:00-00:00").days())
                .containsExactlyInAnyOrder(
                        DayOfWeek.FRIDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY);
        assertThat(Window.of("Mon-Mon 01:00-02:00").days()).containsExactly(DayOfWeek.MONDAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mon-Fri 22:00-05:00", "Wed 00:00-00:00", "Sat,Sun 08:00-18:30"})
    void a_window_is_written_as_it_is_read(String text) {
        assertThat(Window.of(Window.of(text).text())).isEqualTo(Window.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mon", "22:00-05:00", "Mon 22:00", "Mon 24:00-05:00", "mon 22:00-05:00", "Mon 22-05", " "})
    void another_window_is_refused(String window) {
        assertRefused(POLICY.replace("Mon-Fri 22:00-05:00", window), "Mon-Fri 22:00-05:00");
    }

    @Test
    void mistakes_are_reported_with_their_field() {
        assertRefused(POLICY.replace("P14D", "two weeks"), "deadline 'two weeks'", "P14D");
        assertRefused(POLICY.replace("P14D", "PT1M"), "deadline is PT1M", "PT1H");
        assertRefused(POLICY.replace("2027-04-27", "2027-04-31"), "2027-04-31");
        assertRefused(POLICY.replace("2026-12-20/2027-01-03", "2027-01-03/2026-12-20"), "ends before it begins");
        assertRefused(POLICY.replace("2027-04-27", "~"), "blackouts has an empty item");
        assertRefused(POLICY.replace("PT24H", "P31D"), "deferAtMost");
        assertRefused(POLICY.replace("256", "-1"), "kilobitsPerSecond is -1");
        assertRefused(POLICY.replace("operatingSystem: rollout", "operatingSystem: later"), "at-once, rollout");
        assertRefused(POLICY.replace("wait", "never"), "allow, wait");
        assertRefused(POLICY.replace("deadline:", "until:"), "until");
    }

    @Test
    void more_windows_or_blackouts_than_the_limit_are_refused() {
        String windows = "\"Mon-Sun 01:00-02:00\", ".repeat(4);
        assertRefused(POLICY.replace("windows: [", "windows: [" + windows), "35 windows in a week, at most 28");
        String blackouts = "2027-04-27, ".repeat(15);
        assertRefused(POLICY.replace("blackouts: [", "blackouts: [" + blackouts), "17 blackouts, at most 16");
    }

    @Test
    void only_an_update_policy_has_a_schedule() {
        String attestation = POLICY.replace("update/", "attestation/").replace("kind: update", "kind: attestation");

        assertRefused(attestation, "schedule is not allowed in a policy of kind attestation");
    }

    private static void assertRefused(String yaml, String... parts) {
        assertThatThrownBy(() -> PolicyYaml.read(yaml))
                .isInstanceOf(PolicyException.class)
                .satisfies(refusal ->
                        assertThat(Objects.toString(refusal.getMessage())).contains(parts));
    }
}
