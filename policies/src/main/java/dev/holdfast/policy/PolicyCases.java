package dev.holdfast.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * File of test cases.
 *
 * @param policy ID of the policy under test; null for a policy whose ID Holdfast assigns
 * @param facts facts that all cases share
 * @param cases test cases. Facts of a case override shared facts: maps are merged by field, other values are replaced
 */
public record PolicyCases(@Nullable String policy, Map<String, Object> facts, List<Case> cases) {
    private static final int MAX_CASES = 500;

    /** Checks sizes and copies. */
    public PolicyCases {
        policy = policy == null ? null : Texts.bounded(policy, "policy", 100);
        facts = facts == null ? Map.of() : facts;
        Facts.requireBounded(facts, "facts");
        facts = Map.copyOf(facts);
        cases = Texts.complete(cases, "cases");
        if (cases.size() > MAX_CASES) {
            throw new IllegalArgumentException(cases.size() + " cases, at most " + MAX_CASES);
        }
    }

    /**
     * Test case as in the file.
     *
     * @param name description of the case
     * @param with facts that differ from the shared ones
     * @param effect expected effect
     * @param hits expected hits in order; absent for none
     */
    public record Case(
            String name,
            @Nullable Map<String, Object> with,
            Effect effect,
            @Nullable List<PolicyCase.Expected> hits) {
        /** Checks the required fields and the sizes. */
        public Case {
            name = Texts.bounded(name, "case name", 200);
            Objects.requireNonNull(effect, "case '" + name + "': effect is missing");
            if (with != null) {
                Facts.requireBounded(with, "case '" + name + "': with");
            }
            hits = hits == null ? null : Texts.complete(hits, "case '" + name + "': hits");
        }
    }

    /** Parses a file of test cases, as strictly as a policy. */
    public static PolicyCases read(String yaml) throws PolicyException {
        return PolicyYaml.read(yaml, PolicyCases.class);
    }

    /** Returns the cases, each with the shared facts and its own. */
    public List<PolicyCase> merged() {
        return cases.stream()
                .map(item -> new PolicyCase(
                        item.name(),
                        merge(facts, Objects.requireNonNullElse(item.with(), Map.of())),
                        item.effect(),
                        Objects.requireNonNullElse(item.hits(), List.of())))
                .toList();
    }

    private static Map<String, Object> merge(Map<String, Object> shared, Map<String, Object> with) {
        Map<String, Object> merged = new LinkedHashMap<>(shared);
        with.forEach((name, value) -> merged.merge(name, value, PolicyCases::mergeValue));
        return merged;
    }

    @SuppressWarnings("unchecked") // a map that YAML made has strings for keys
    private static Object mergeValue(Object shared, Object with) {
        return shared instanceof Map<?, ?> && with instanceof Map<?, ?>
                ? merge((Map<String, Object>) shared, (Map<String, Object>) with)
                : with;
    }
}
