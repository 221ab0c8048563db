package dev.holdfast.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the warnings for the approver of a new policy. */
class PolicyComparisonTest {
    @Test
    void a_policy_without_rules_and_removed_rules_give_warnings() {
        assertThat(PolicyComparison.warnings(policy(rule("a", "true", Effect.REFUSE)), policy()))
                .containsExactly(
                        "It has no rules: every device with genuine evidence gets its certificates, whatever it runs.",
                        "Removed rules: a.");
    }

    @Test
    void a_policy_that_refuses_and_limits_nothing_gives_a_warning() {
        Policy replacement = policy(rule("a", "true", Effect.CERTIFICATE));

        assertThat(PolicyComparison.warnings(policy(), replacement))
                .containsExactly(
                        "No rule refuses or limits a device: every device with genuine evidence gets its certificates.");
    }

    @Test
    void lenient_and_changed_rules_give_warnings() {
        Policy active = policy(rule("a", "true", Effect.REFUSE), rule("b", "true", Effect.REPAIR_ONLY));
        Policy replacement = policy(rule("a", "true", Effect.REPAIR_ONLY), rule("b", "false", Effect.REPAIR_ONLY));

        assertThat(PolicyComparison.warnings(active, replacement))
                .containsExactly(
                        "Rules with a weaker effect: a.", "Rules with a changed condition (compare the texts): b.");
    }

    @Test
    void notices_stricter_rules_and_formatting_give_no_warning() {
        Policy active = policy(rule("told", "true", Effect.CERTIFICATE), rule("b", "1 ==\n 1", Effect.REPAIR_ONLY));
        Policy replacement = policy(rule("b", "1 == 1", Effect.REFUSE), rule("more", "true", Effect.REFUSE));

        assertThat(PolicyComparison.warnings(active, replacement)).isEmpty();
    }

    @Test
    void a_long_list_of_rules_is_shortened() {
        Rule[] many = IntStream.range(0, 10)
                .mapToObj(number -> rule("r" + number, "true", Effect.REFUSE))
                .toArray(Rule[]::new);

        assertThat(PolicyComparison.warnings(policy(many), policy(rule("x", "true", Effect.REFUSE))))
                .containsExactly("Removed rules: r0, r1, r2, r3, r4, r5, r6, r7 and 2 more.");
    }

    private static Policy policy(Rule... rules) {
        return new Policy("attestation/catalog", 1, Kind.ATTESTATION, "Title", "For tests.", List.of(rules));
    }

    private static Rule rule(String id, String when, Effect effect) {
        return new Rule(id, null, when, Severity.WARNING, effect, "Reason.", "Remedy.");
    }
}
