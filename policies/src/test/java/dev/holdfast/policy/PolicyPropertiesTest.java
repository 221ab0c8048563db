package dev.holdfast.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Tests properties of decisions on arbitrary facts, and the parser on arbitrary texts. */
class PolicyPropertiesTest {
    private static final Policy SHIPPED = ShippedPolicies.load("attestation/default");
    private static final CompiledPolicy COMPILED = ShippedPolicies.compile("attestation/default");

    @Property(tries = 200)
    void deciding_twice_gives_the_same_decision(@ForAll("facts") Map<String, Object> facts) {
        assertThat(COMPILED.decide(facts)).isEqualTo(COMPILED.decide(facts));
    }

    @Property(tries = 200)
    void the_order_of_rules_changes_neither_effect_nor_hits(
            @ForAll("facts") Map<String, Object> facts, @ForAll Random random) throws PolicyException {
        List<Rule> shuffled = new ArrayList<>(SHIPPED.rules());
        Collections.shuffle(shuffled, random);
        CompiledPolicy other = withRules(shuffled);

        Decision decision = COMPILED.decide(facts);

        assertThat(other.decide(facts).effect()).isEqualTo(decision.effect());
        assertThat(other.decide(facts).hits()).containsExactlyInAnyOrderElementsOf(decision.hits());
    }

    @Property(tries = 200)
    void a_pair_of_policies_decides_like_each_policy(@ForAll("facts") Map<String, Object> facts, @ForAll Random random)
            throws PolicyException {
        List<Rule> changed = new ArrayList<>(SHIPPED.rules());
        Collections.shuffle(changed, random);
        changed.removeLast();
        changed.add(
                random.nextInt(changed.size()),
                Policies.rule("added", "measurements", "item.rolledBack", Effect.REFUSE));
        CompiledPolicy candidate = withRules(changed);

        PolicyPair.Decisions decisions = PolicyPair.of(COMPILED, candidate).decide(facts);

        assertThat(decisions.active()).isEqualTo(COMPILED.decide(facts));
        assertThat(decisions.candidate()).isEqualTo(candidate.decide(facts));
    }

    @Property(tries = 200)
    void an_extra_measurement_never_makes_a_decision_more_lenient(
            @ForAll("facts") Map<String, Object> facts, @ForAll("measurement") Map<String, Object> more) {
        List<Object> measurements = new ArrayList<>((List<?>) facts.get("measurements"));
        measurements.add(more);

        Effect before = COMPILED.decide(facts).effect();
        Effect after = COMPILED.decide(Map.of(
                        "evidence", facts.get("evidence"),
                        "history", facts.get("history"),
                        "measurements", measurements,
                        "deviations", facts.get("deviations")))
                .effect();

        assertThat(Kind.ATTESTATION.strictness().compare(after, before)).isNotNegative();
    }

    @Property(tries = 500)
    void any_text_parses_or_gives_a_policy_exception(@ForAll String text) {
        try {
            assertThat(PolicyYaml.read(text).rules()).isNotNull();
        } catch (PolicyException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 300)
    void a_file_with_a_gap_parses_or_gives_a_policy_exception(@ForAll Random random) {
        String yaml = """
                id: attestation/x
                version: 1
                kind: attestation
                title: x
                description: x
                rules:
                  - {id: a, when: 'true', severity: notice, effect: refuse, reason: x, remediation: x}
                """;
        int from = random.nextInt(yaml.length());
        int to = from + random.nextInt(yaml.length() - from);
        any_text_parses_or_gives_a_policy_exception(yaml.substring(0, from) + yaml.substring(to));
    }

    private static CompiledPolicy withRules(List<Rule> rules) throws PolicyException {
        return CompiledPolicy.compile(new Policy(
                SHIPPED.id(), SHIPPED.version(), SHIPPED.kind(), SHIPPED.title(), SHIPPED.description(), rules));
    }

    @Provide
    Arbitrary<Map<String, Object>> measurement() {
        return Combinators.combine(
                        Arbitraries.of("OneBl", "NormalWorldKernel", "Services", "Applications"),
                        Arbitraries.of("CURRENT", "OUTDATED", "MISMATCH", "UNEXPECTED", "MISSING"),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as((type, verdict, rolledBack, customer) -> Map.of(
                        "type", type,
                        "component", "c",
                        "verdict", verdict,
                        "rolledBack", rolledBack,
                        "customer", customer,
                        "referenceState", "NONE"));
    }

    @Provide
    Arbitrary<Map<String, Object>> facts() {
        Arbitrary<Map<String, Object>> evidence = Combinators.combine(
                        Arbitraries.of("ENABLED", "DISABLED", "DISABLED_SINCE_BOOT", "DISABLED_PERMANENTLY"),
                        Arbitraries.of("BLANK", "MODULE1_COMPLETE", "DEVICE_COMPLETE"),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(9, 14).list().ofMaxSize(3))
                .as((debug, state, boots, capabilities) -> Map.of(
                        "debugState", debug,
                        "manufacturingState", state,
                        "bootCount", boots,
                        "keystoreVersion", 1,
                        "capabilities", capabilities));
        return Combinators.combine(
                        evidence,
                        measurement().list().ofMaxSize(20),
                        Arbitraries.integers().between(0, 9))
                .as((shown, measurements, boots) -> Map.of(
                        "evidence",
                        shown,
                        "measurements",
                        measurements,
                        "deviations",
                        List.of(),
                        "history",
                        Map.of("lastBootCount", boots)));
    }
}
