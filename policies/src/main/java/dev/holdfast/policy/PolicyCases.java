package dev.holdfast.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file of test cases, {@code <name>.tests.yaml}: facts that all cases share, and per case what differs.
 *
 * @param policy the id of the policy under test; null in the cases of a policy that Holdfast numbers by itself
 * @param facts shared by all cases
 * @param cases each with the facts that replace shared ones: maps are merged field by field, anything else is replaced
 */
public record PolicyCases(@Nullable String policy, Map<String, Object> facts, List<Case> cases) {
    private static final int MAX_CASES = 500;

    /** Copies. */
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
     * One case of the file.
     *
     * @param name what it shows
     * @param with the facts that differ
     * @param effect what must come out
     * @param hits in order; absent for none
     */
    public record Case(
            String name,
            @Nullable Map<String, Object> with,
            Effect effect,
            @Nullable List<PolicyCase.Expected> hits) {
        /** Checks what must be there. */
        public Case {
            name = Texts.bounded(name, "case name", 200);
            Objects.requireNonNull(effect, "case '" + name + "': effect is missing");
            if (with != null) {
                Facts.requireBounded(with, "case '" + name + "': with");
            }
            hits = hits == null ? null : Texts.complete(hits, "case '" + name + "': hits");
        }
    }

    /** Reads a file of test cases, as strictly as a policy. */
    public static PolicyCases read(String yaml) throws PolicyException {
        return PolicyYaml.read(yaml, PolicyCases.class);
    }

    /** Returns the cases with all their facts. */
    public List<PolicyCase> merged() {
        return cases.stream()
                .map(one -> new PolicyCase(
                        one.name(),
                        merge(facts, Objects.requireNonNullElse(one.with(), Map.of())),
                        one.effect(),
                        Objects.requireNonNullElse(one.hits(), List.of())))
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
