package dev.holdfast.policy;

import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rule ready to be evaluated. */
final class CompiledRule {
    private final Rule rule;
    private final Condition condition;
    private final Reason reason;
    private final boolean failureHits;

    private CompiledRule(Rule rule, Condition condition, Reason reason, boolean failureHits) {
        this.rule = rule;
        this.condition = condition;
        this.reason = reason;
        this.failureHits = failureHits;
    }

    static CompiledRule compile(Rule rule, Kind kind) throws PolicyException {
        try {
            FactTypes facts = FactTypes.of(kind);
            CelType item = rule.forEach() == null ? null : itemType(rule.forEach(), facts);
            // A rule that only ever makes decisions milder must not do so because it could not be evaluated.
            boolean failureHits = kind.strictness().compare(rule.effect(), kind.otherwise()) >= 0;
            return new CompiledRule(
                    rule,
                    Condition.compile(rule.when(), facts, item),
                    Reason.parse(rule.reason(), facts, item),
                    failureHits);
        } catch (PolicyException e) {
            throw new PolicyException("rule " + rule.id() + ": " + e.getMessage(), e);
        }
    }

    private static CelType itemType(String list, FactTypes facts) throws PolicyException {
        return facts.itemType(list)
                .orElseThrow(() -> new PolicyException("forEach: '" + list + "' is no list of the facts"));
    }

    /** Adds this rule's hits. */
    void evaluate(Map<String, Object> facts, List<Hit> hits) {
        if (rule.forEach() == null) {
            evaluateOnce(facts, null, Hit.DEVICE, hits);
        } else if (facts.get(rule.forEach()) instanceof List<?> items) {
            for (Object item : items) {
                evaluateOnce(facts, item, subject(item), hits);
            }
        } else {
            fail(Hit.DEVICE, hits);
        }
    }

    private void evaluateOnce(Map<String, Object> facts, @Nullable Object item, String subject, List<Hit> hits) {
        try {
            if (condition.holds(facts, item)) {
                hits.add(new Hit(rule, subject, reason.fill(facts, item instanceof Map<?, ?> map ? map : Map.of())));
            }
        } catch (CelEvaluationException | RuntimeException e) {
            // Unchecked too: facts of unforeseen classes must end in a refusal and not in an outage.
            fail(subject, hits);
        }
    }

    private void fail(String subject, List<Hit> hits) {
        if (failureHits) {
            hits.add(new Hit(
                    rule,
                    subject,
                    "The policy rule " + rule.id()
                            + " could not be evaluated because facts are missing or have the wrong type; it counts as"
                            + " broken."));
        }
    }

    private static String subject(Object item) {
        return item instanceof Map<?, ?> map && map.get("type") instanceof String type ? type : Hit.DEVICE;
    }
}
