package dev.holdfast.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Tests the shipped policies with their own test cases. */
class ShippedPoliciesTest {
    static final List<String> IDS = ShippedPolicies.IDS;

    @TestFactory
    Stream<DynamicTest> every_shipped_policy_decides_as_its_own_test_cases_say() {
        return ShippedPolicies.IDS.stream().flatMap(id -> {
            CompiledPolicy policy = ShippedPolicies.compile(id);
            return ShippedPolicies.cases(id).stream()
                    .map(one -> DynamicTest.dynamicTest(
                            id + ": " + one.name(),
                            () -> assertThat(one.differenceWith(policy)).isEmpty()));
        });
    }

    @ParameterizedTest
    @FieldSource("IDS")
    void every_rule_is_hit_by_a_test_case(String id) {
        Set<String> hit = new HashSet<>();
        ShippedPolicies.cases(id).forEach(one -> one.hits().forEach(expected -> hit.add(expected.rule())));

        assertThat(ShippedPolicies.load(id).rules())
                .extracting(Rule::id)
                .allSatisfy(rule -> assertThat(hit).contains(rule));
    }

    @ParameterizedTest
    @FieldSource("IDS")
    void reasons_and_remediations_are_whole_sentences(String id) {
        assertThat(ShippedPolicies.load(id).rules()).allSatisfy(rule -> {
            assertThat(rule.reason()).endsWith(".");
            assertThat(rule.remediation()).matches("(?s)[A-Z].*\\.");
        });
    }

    @Test
    void a_finding_names_the_altered_image_in_words() {
        PolicyCase altered = ShippedPolicies.cases("attestation/default").stream()
                .filter(one -> one.name().startsWith("an altered kernel"))
                .findFirst()
                .orElseThrow();

        Decision decision = ShippedPolicies.compile("attestation/default").decide(altered.facts());

        assertThat(decision.hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.reason())
                        .isEqualTo("Unknown NormalWorldKernel (b): its digest matches no reference value."));
    }

    @Test
    void missing_facts_are_refused() {
        assertThat(withoutFacts("attestation/default")).isEqualTo(Effect.REFUSE);
        assertThat(withoutFacts("admission/default")).isEqualTo(Effect.REFUSE);
        assertThat(withoutFacts("update/No3rdPartyAppUpdates")).isEqualTo(Effect.SYSTEM_ONLY);
        assertThat(withoutFacts("update/NoUpdates")).isEqualTo(Effect.HOLD);
    }

    private static Effect withoutFacts(String id) {
        return ShippedPolicies.compile(id).decide(Map.of()).effect();
    }

    @Test
    void an_unknown_id_is_an_illegal_argument() {
        assertThatThrownBy(() -> ShippedPolicies.load("attestation/../secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("attestation/default");
    }
}
