package dev.holdfast.policy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A test case of a policy: these facts must lead to this decision.
 *
 * @param name what it shows
 * @param facts all facts
 * @param effect the effect that must come out
 * @param hits the hits that must come out, in order; no more, no fewer
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
     * An expected hit.
     *
     * @param rule the rule's id
     * @param subject what it is about
     */
    public record Expected(String rule, String subject) {
        /** A subject left out is the device. */
        public Expected {
            rule = Texts.bounded(rule, "rule", 63);
            subject = Objects.requireNonNullElse(subject, Hit.DEVICE);
        }
    }

    /** Runs the case; empty when the policy decides as expected, otherwise one sentence that tells the difference. */
    public Optional<String> differenceWith(CompiledPolicy policy) {
        Decision decision = policy.decide(facts);
        return agreesWith(decision)
                ? Optional.empty()
                : Optional.of(difference(policy.policy().id(), decision));
    }

    /** Returns whether this is the decision that the case expects. */
    public boolean agreesWith(Decision decision) {
        return decision.effect() == effect && expected(decision).equals(hits);
    }

    private static List<Expected> expected(Decision decision) {
        return decision.hits().stream()
                .map(hit -> new Expected(hit.rule().id(), hit.subject()))
                .toList();
    }

    /** Returns one sentence that tells how a decision differs from what the case expects. */
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
