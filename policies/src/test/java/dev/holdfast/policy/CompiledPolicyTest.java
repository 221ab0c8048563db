package dev.holdfast.policy;

import static dev.holdfast.policy.Policies.admission;
import static dev.holdfast.policy.Policies.attestation;
import static dev.holdfast.policy.Policies.evidence;
import static dev.holdfast.policy.Policies.facts;
import static dev.holdfast.policy.Policies.measurement;
import static dev.holdfast.policy.Policies.rule;
import static dev.holdfast.policy.Policies.ruleWithReason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests compilation and decisions of policies. */
class CompiledPolicyTest {
    @Test
    void without_a_hit_the_default_of_the_kind_applies() throws PolicyException {
        assertThat(attestation().decide(Map.of()).effect()).isEqualTo(Effect.CERTIFICATE);
        assertThat(admission().decide(Map.of()).effect()).isEqualTo(Effect.REFUSE);
    }

    @Test
    void a_refusal_wins_over_an_admission() throws PolicyException {
        CompiledPolicy policy =
                admission(rule("open", null, "true", Effect.ADMIT), rule("stop", null, "true", Effect.REFUSE));

        assertThat(policy.decide(Map.of()).effect()).isEqualTo(Effect.REFUSE);
    }

    @Test
    void a_rule_for_each_item_hits_once_for_each_item_that_matches() throws PolicyException {
        CompiledPolicy policy = attestation(rule("bad", "measurements", "item.verdict == 'MISMATCH'", Effect.REFUSE));

        Decision decision = policy.decide(facts(
                evidence(2),
                List.of(
                        measurement("OneBl", "MISMATCH"),
                        measurement("RootFs", "CURRENT"),
                        measurement("Services", "MISMATCH"))));

        assertThat(decision.hits()).extracting(RuleHit::subject).containsExactly("OneBl", "Services");
    }

    @Test
    void reasons_are_filled_from_the_item_and_from_the_facts() throws PolicyException {
        CompiledPolicy policy = attestation(ruleWithReason("{type} after boot {evidence.bootCount}.", "measurements"));

        Decision decision = policy.decide(facts(evidence(7), List.of(measurement("RootFs", "CURRENT"))));

        assertThat(decision.hits()).extracting(RuleHit::reason).containsExactly("RootFs after boot 7.");
    }

    @Test
    void text_from_a_device_is_never_a_placeholder() throws PolicyException {
        CompiledPolicy policy = attestation(ruleWithReason("Saw {type}.", "measurements"));

        Decision decision = policy.decide(facts(evidence(7), List.of(measurement("{evidence.bootCount}", "CURRENT"))));

        assertThat(decision.hits()).extracting(RuleHit::reason).containsExactly("Saw {evidence.bootCount}.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evidence.debgState == 'ENABLED'", // a field that does not exist
                "evidence.bootCount == 'many'", // a wrong type
                "evidence.bootCount", // not a condition
                "measurement.exists(m, m.rolledBack)", // a fact that does not exist
                "item.rolledBack", // an item without forEach
                "evidence.bootCount >", // not an expression
                "certificate == 'update'" // a fact of another kind
            })
    void a_condition_with_unknown_facts_or_wrong_types_does_not_compile(String when) {
        assertThatThrownBy(() -> attestation(rule("wrong", null, when, Effect.REFUSE)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("rule wrong: the condition does not compile");
    }

    @Test
    void a_condition_that_multiplies_lists_is_too_expensive() {
        String when = "measurements.all(a, measurements.all(b, measurements.all(c, a.type != b.type || c.customer)))";

        assertThatThrownBy(() -> attestation(rule("slow", null, when, Effect.REFUSE)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("rule slow: the condition is too expensive");
    }

    @Test
    void a_condition_over_two_lists_is_affordable() throws PolicyException {
        String when = "measurements.exists(m, m.rolledBack && evidence.capabilities.exists(c, c == 11))";

        assertThat(attestation(rule("fine", null, when, Effect.REFUSE))
                        .decide(facts(evidence(2), List.of()))
                        .hits())
                .isEmpty();
    }

    @Test
    void for_each_accepts_only_lists() {
        assertThatThrownBy(() -> attestation(rule("lost", "evidence", "true", Effect.REFUSE)))
                .hasMessage("rule lost: forEach: 'evidence' is not a list in the facts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"No {such} field.", "Not printable: {evidence}.", "Left {open", "Nothing in {}."})
    void a_reason_with_a_wrong_placeholder_does_not_compile(String reason) {
        assertThatThrownBy(() -> attestation(ruleWithReason(reason, null)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("rule said: reason: ");
    }

    @Test
    void a_rule_that_cannot_be_evaluated_hits_with_an_explanation() throws PolicyException {
        CompiledPolicy policy = attestation(rule("bad", "measurements", "item.rolledBack", Effect.REFUSE));

        assertThat(policy.decide(Map.of()).effect()).isEqualTo(Effect.REFUSE);
        assertThat(policy.decide(facts(evidence(1), List.of(Map.of("type", "RootFs"))))
                        .hits())
                .singleElement()
                .satisfies(hit -> {
                    assertThat(hit.subject()).isEqualTo("RootFs");
                    assertThat(hit.reason()).contains("rule bad could not be evaluated");
                });
    }

    @Test
    void a_fact_of_the_wrong_type_never_counts_as_false() throws PolicyException {
        CompiledPolicy policy = attestation(rule("bad", "measurements", "item.rolledBack", Effect.REFUSE));

        Decision decision =
                policy.decide(facts(evidence(1), List.of(Map.of("type", "RootFs", "rolledBack", "perhaps"))));

        assertThat(decision.effect()).isEqualTo(Effect.REFUSE);
    }

    @Test
    void an_admission_rule_that_cannot_be_evaluated_admits_nothing() throws PolicyException {
        CompiledPolicy policy = admission(rule("open", null, "path == 'challenge'", Effect.ADMIT));

        assertThat(policy.decide(Map.of("path", 7)).effect()).isEqualTo(Effect.REFUSE);
    }

    @Test
    void one_compiled_policy_serves_many_threads() throws Exception {
        CompiledPolicy policy = ShippedPolicies.compile("attestation/default");
        List<PolicyCase> cases = ShippedPolicies.cases("attestation/default");
        List<Callable<List<String>>> work = Stream.generate(() -> (Callable<List<String>>) () -> cases.stream()
                        .flatMap(one -> one.differenceWith(policy).stream())
                        .toList())
                .limit(200)
                .toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<List<String>> differences : threads.invokeAll(work)) {
                assertThat(differences.get()).isEmpty();
            }
        }
    }
}
