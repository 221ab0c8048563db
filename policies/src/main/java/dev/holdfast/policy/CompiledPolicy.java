package dev.holdfast.policy;

import dev.holdfast.policy.alert.EventFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Type-checked policy with bounded cost, ready to decide. Immutable and thread-safe. Compiling takes milliseconds,
 * deciding microseconds.
 */
public final class CompiledPolicy {
    /** Maximum steps of all conditions in one decision. {@link ConditionCost} defines a step. */
    static final long MAX_COST = 500_000;

    private final Policy policy;
    private final List<CompiledRule> rules;

    private CompiledPolicy(Policy policy, List<CompiledRule> rules) {
        this.policy = policy;
        this.rules = rules;
    }

    /**
     * Compiles a policy.
     *
     * @throws PolicyException when a condition does not type-check against the facts of the policy's {@link Kind} or is too expensive,
     *     or a reason names a field that does not exist. Names every invalid rule
     */
    public static CompiledPolicy compile(Policy policy) throws PolicyException {
        List<CompiledRule> rules = new ArrayList<>(policy.rules().size());
        List<PolicyProblem> problems = new ArrayList<>();
        for (Rule rule : policy.rules()) {
            try {
                rules.add(CompiledRule.compile(rule, policy.kind()));
            } catch (PolicyException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new PolicyException(problems);
        }
        long cost = rules.stream().mapToLong(CompiledRule::cost).sum();
        if (cost > MAX_COST) {
            throw new PolicyException(PolicyProblem.of(
                    PolicyProblem.Code.TOO_COSTLY,
                    "all rules together can take " + cost + " steps, at most " + MAX_COST + " are allowed",
                    "Simplify the most expensive rules: they iterate over lists within lists."));
        }
        return new CompiledPolicy(policy, List.copyOf(rules));
    }

    /** Returns the maximum steps of a decision. */
    long cost() {
        return rules.stream().mapToLong(CompiledRule::cost).sum();
    }

    public Policy policy() {
        return policy;
    }

    /**
     * Evaluates all rules on the facts and returns the decision. Never throws for invalid facts: a rule hits when it cannot
     * be evaluated because a fact is missing or has the wrong type. Only a rule whose hit would make the decision more
     * lenient ({@code admit}) does not hit then.
     *
     * @param facts facts by name, as in {@link FactTypes}; maps with string keys, lists, strings, booleans, integers
     */
    public Decision decide(Map<String, Object> facts) {
        Map<String, Object> widened = Facts.convertForCel(facts);
        List<RuleHit> hits = new ArrayList<>();
        for (CompiledRule rule : rules) {
            rule.evaluate(widened, hits);
        }
        return decision(hits);
    }

    /** Returns the rules of an alert policy from whose alerts an event clears its subject. */
    public List<Rule> clearedBy(EventFacts event) {
        Map<String, Object> facts = Facts.convertForCel(event.facts());
        return rules.stream()
                .filter(rule -> rule.isClearedBy(facts))
                .map(CompiledRule::rule)
                .toList();
    }

    /** Returns the decision with these hits: the strictest of their effects, or the default effect. */
    Decision decision(List<RuleHit> hits) {
        if (hits.isEmpty()) {
            return new Decision(policy.kind().defaultEffect(), hits);
        }
        return new Decision(
                hits.stream()
                        .map(hit -> hit.rule().effect())
                        .max(policy.kind().strictness())
                        .orElse(policy.kind().defaultEffect()),
                hits);
    }

    List<CompiledRule> rules() {
        return rules;
    }
}
