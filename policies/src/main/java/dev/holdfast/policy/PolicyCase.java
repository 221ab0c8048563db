package dev.holdfast.policy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Test case of a policy.
 *
 * @param name description of the case
 * @param facts all facts: the shared facts of the file, overridden by the facts of the case
 * @param effect expected effect
 * @param hits expected hits, in order and complete
 */
public record PolicyCase(String name, Map<String, Object> facts, Effect effect, List<Expected> hits) {
    /** Copies the hits. */
    public PolicyCase {
        name = Texts.bounded(name, "case name", 200);
        Objects.requireNonNull(facts, "facts are missing");
        Objects.requireNonNull(effect, "case '" + name + "': effect is missing");
        hits = List.copyOf(hits);
    }

    /**
     * Expected hit.
     *
     * @param rule ID of the rule
     * @param subject subject of the hit; {@value RuleHit#DEVICE} when the file has none
     */
    public record Expected(String rule, String subject) {
        /** Replaces a missing subject by {@value RuleHit#DEVICE}. */
        public Expected {
            rule = Texts.bounded(rule, "rule", 63);
            subject = Objects.requireNonNullElse(subject, RuleHit.DEVICE);
        }
    }

    /** Runs the case. Returns one sentence about the difference; empty when the policy decides as expected. */
    public Optional<String> differenceWith(CompiledPolicy policy) {
        Decision decision = policy.decide(facts);
        return matches(decision)
                ? Optional.empty()
                : Optional.of(difference(policy.policy().id(), decision));
    }

    /** Returns whether a decision has the expected effect and hits. */
    public boolean matches(Decision decision) {
        return decision.effect() == effect && expected(decision).equals(hits);
    }

    private static List<Expected> expected(Decision decision) {
        return decision.hits().stream()
                .map(hit -> new Expected(hit.rule().id(), hit.subject()))
                .toList();
    }

    /** Returns one sentence about the difference between a decision and the expected one. */
    public String difference(String policy, Decision decision) {
        return "'" + name + "' expects " + effect.text() + " with " + words(hits) + ", but " + policy + " decides "
                + decision.effect().text() + " with " + words(expected(decision));
    }

    private static String words(List<Expected> hits) {
        return hits.isEmpty()
                ? "no hit"
                : hits.stream()
                        .map(hit -> hit.rule() + " (" + hit.subject() + ")")
                        .collect(Collectors.joining(", "));
    }
}
