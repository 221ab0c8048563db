package dev.holdfast.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.policy.alert.AlertRule;
import dev.holdfast.policy.alert.AlertRule.Threshold;
import dev.holdfast.policy.alert.EventFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertPolicyTest {
    private static final String RULE = """
            title: Crashes
            description: Test.
            rules:
              - id: crashes
                when: event.report == 'APP_CRASH'
                severity: warning
                effect: alert
                reason: "{event.component} crashes."
                remediation: Roll back.
                alert:
            """;

    @Test
    void a_rule_says_how_events_become_alerts() throws PolicyException {
        CompiledPolicy policy = compile("""
                      groupBy: [component]
                      threshold: {devices: 3, within: PT1H}
                      clearedBy: event.kind == 'DeploymentAttested'
                      resolveAfter: P1D
                """);

        assertThat(policy.policy().rules().getFirst().alert())
                .isEqualTo(new AlertRule(
                        List.of("component"),
                        new Threshold(3, 0, Duration.ofHours(1)),
                        "event.kind == 'DeploymentAttested'",
                        Duration.ofDays(1)));
    }

    @Test
    void an_event_hits_rules_and_clears_its_subject_from_their_alerts() throws PolicyException {
        CompiledPolicy policy = compile("""
                      groupBy: [component]
                      clearedBy: event.kind == 'DeploymentAttested'
                """);
        EventFacts crash = new EventFacts(Map.of("report", "APP_CRASH", "component", "oven"));
        EventFacts attested = new EventFacts(Map.of("kind", "DeploymentAttested"));

        assertThat(policy.decide(crash.facts()).hits())
                .extracting(RuleHit::reason)
                .containsExactly("oven crashes.");
        assertThat(policy.decide(crash.facts()).effect()).isEqualTo(Effect.ALERT);
        assertThat(policy.clearedBy(crash)).isEmpty();
        assertThat(policy.decide(attested.facts()).effect()).isEqualTo(Effect.NONE);
        assertThat(policy.clearedBy(attested)).extracting(Rule::id).containsExactly("crashes");
    }

    @Test
    void a_rule_that_cannot_be_evaluated_raises_no_alert() throws PolicyException {
        assertThat(compile("      groupBy: [component]\n").decide(Map.of()).hits())
                .isEmpty();
    }

    @Test
    void a_long_value_is_shortened_so_that_conditions_can_read_it() throws PolicyException {
        EventFacts crash = new EventFacts(Map.of("report", "APP_CRASH", "component", "o".repeat(1_000)));

        assertThat(compile("      groupBy: [component]\n").decide(crash.facts()).hits())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "groupBy: [colour]                              | 'colour' is not a field of the event",
                "groupBy: [component, component]                | groupBy has a field twice",
                "groupBy: [code]                                | {event.component} is not in groupBy",
                "{groupBy: [component], threshold: {within: PT1H}} | threshold needs either devices or events",
                "{groupBy: [component], threshold: {devices: 3}}   | threshold: within is missing",
                "{groupBy: [component], threshold: {devices: 3, within: P8D}} | within is PT192H, at least PT1M and at most PT168H",
                "{groupBy: [component], resolveAfter: soon}        | resolveAfter 'soon' is not a duration",
                "{groupBy: [component], clearedBy: event.colour == ''} | undefined field",
            })
    void wrong_fields_are_named(String alert, String problem) {
        String text =
                alert.startsWith("{") ? RULE.replace("alert:\n", "alert: " + alert + "\n") : RULE + "      " + alert;

        assertThatThrownBy(() -> PolicySource.read(Kind.ALERT, text))
                .isInstanceOfSatisfying(
                        PolicyException.class,
                        e -> assertThat(e.problems())
                                .anySatisfy(found -> assertThat(found.message()).contains(problem)));
    }

    @Test
    void policies_of_other_kinds_have_no_alerts() {
        assertThatThrownBy(() -> PolicySource.read(
                        Kind.UPDATE,
                        RULE.replace("event.report == 'APP_CRASH'", "true")
                                        .replace("effect: alert", "effect: hold")
                                        .replace("{event.component}", "It")
                                + "      groupBy: []"))
                .hasMessageContaining("alert is not allowed in a policy of kind update");
    }

    private static CompiledPolicy compile(String alert) throws PolicyException {
        return PolicySource.read(Kind.ALERT, RULE + alert.indent(0)).compile("alert/catalog", 1);
    }
}
