package dev.holdfast.policy;

import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rule with a compiled condition, a parsed reason and its affected claims. */
final class CompiledRule {
    private final Rule rule;
    private final Condition condition;
    /** Condition of {@code clearedBy}; null for none. */
    private final @Nullable Condition clearedBy;

    private final Reason reason;
    /** Whether the rule hits when it cannot be evaluated: not if its effect is milder than the default effect, and not in an alert policy. */
    private final boolean failureHits;

    private final AffectedClaims claims;

    private CompiledRule(
            Rule rule,
            Condition condition,
            @Nullable Condition clearedBy,
            Reason reason,
            boolean failureHits,
            AffectedClaims claims) {
        this.rule = rule;
        this.condition = condition;
        this.clearedBy = clearedBy;
        this.reason = reason;
        this.failureHits = failureHits;
        this.claims = claims;
    }

    static CompiledRule compile(Rule rule, Kind kind) throws PolicyException {
        FactTypes facts = FactTypes.of(kind);
        List<PolicyProblem> problems = new ArrayList<>();
        CelType item = itemType(rule, facts, problems);
        Condition condition = attempt(rule, "when", () -> Condition.compile(rule.when(), facts, item), problems);
        Reason reason = attempt(rule, "reason", () -> Reason.parse(rule.reason(), facts, item), problems);
        String clears = rule.alert() == null ? null : rule.alert().clearedBy();
        Condition clearedBy = clears == null
                ? null
                : attempt(rule, "alert.clearedBy", () -> Condition.compile(clears, facts, null), problems);
        if (reason != null && kind == Kind.ALERT) {
            requireGrouped(rule, reason, problems);
        }
        if (condition == null || reason == null || !problems.isEmpty()) {
            throw new PolicyException(problems);
        }
        // A rule that makes decisions more lenient must not hit when it cannot be evaluated.
        boolean failureHits = kind != Kind.ALERT && kind.strictness().compare(rule.effect(), kind.defaultEffect()) >= 0;
        return new CompiledRule(
                rule, condition, clearedBy, reason, failureHits, AffectedClaims.of(rule, condition.reads(), facts));
    }

    /** The reason is the title of the alert, which all events of a group share. */
    private static void requireGrouped(Rule rule, Reason reason, List<PolicyProblem> problems) {
        List<String> grouped = rule.alert() == null ? List.of() : rule.alert().groupBy();
        reason.paths().stream()
                .filter(path -> !grouped.contains(path.getLast()))
                .forEach(path -> problems.add(PolicyProblem.of(
                                PolicyProblem.Code.REASON,
                                "reason: {" + String.join(".", path) + "} is not in groupBy, so it has no single value",
                                "Add the field to groupBy, or remove it from the reason.")
                        .in(rule.id(), "reason")));
    }

    private interface Step<T> {
        T run() throws PolicyException;
    }

    /** Runs a step of the compilation. If it fails, adds its problems and returns null, so that all steps report problems. */
    private static <T> @Nullable T attempt(Rule rule, String field, Step<T> step, List<PolicyProblem> problems) {
        try {
            return step.run();
        } catch (PolicyException e) {
            e.problems().forEach(problem -> problems.add(problem.in(rule.id(), field)));
            return null;
        }
    }

    private static @Nullable CelType itemType(Rule rule, FactTypes facts, List<PolicyProblem> problems) {
        String list = rule.forEach();
        if (list == null) {
            return null;
        }
        CelType type = facts.itemType(list).orElse(null);
        if (type == null) {
            problems.add(PolicyProblem.of(
                            PolicyProblem.Code.UNKNOWN_NAME,
                            "forEach: '" + list + "' is not a list in the facts",
                            "Available facts: " + facts.describe() + "; lists are marked [].")
                    .in(rule.id(), "forEach"));
        }
        return type;
    }

    /** Returns the maximum steps of the rule: with {@code forEach}, for a list of maximum length. */
    long cost() {
        return condition.cost() * (rule.forEach() == null ? 1 : ConditionCost.MAX_ITEMS)
                + (clearedBy == null ? 0 : clearedBy.cost());
    }

    /** Returns whether the event clears its subject from the alerts of the rule. False if this cannot be evaluated. */
    boolean isClearedBy(Map<String, Object> facts) {
        try {
            return clearedBy != null && clearedBy.holds(facts, null);
        } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
            return false;
        }
    }

    Rule rule() {
        return rule;
    }

    /** Evaluates the rule and adds its hits to {@code hits}. */
    void evaluate(Map<String, Object> facts, List<RuleHit> hits) {
        if (rule.forEach() == null) {
            evaluateOnce(facts, null, RuleHit.DEVICE, hits);
        } else if (facts.get(rule.forEach()) instanceof List<?> items) {
            for (Object item : items) {
                evaluateOnce(facts, item, subject(item), hits);
            }
        } else {
            fail(facts, null, RuleHit.DEVICE, hits);
        }
    }

    private void evaluateOnce(Map<String, Object> facts, @Nullable Object item, String subject, List<RuleHit> hits) {
        try {
            if (condition.holds(facts, item)) {
                hits.add(new RuleHit(
                        rule,
                        subject,
                        reason.fill(facts, item instanceof Map<?, ?> map ? map : Map.of()),
                        claims.of(facts, item)));
            }
        } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
            // Also unchecked exceptions: facts of unforeseen classes must cause a refusal and not an outage. No rule
            // causes other errors, such as OutOfMemoryError, because the cost of rules is bounded.
            fail(facts, item, subject, hits);
        }
    }

    /** Adds a hit with an explanation, unless a failure of this rule is no hit. */
    private void fail(Map<String, Object> facts, @Nullable Object item, String subject, List<RuleHit> hits) {
        if (failureHits) {
            hits.add(new RuleHit(
                    rule,
                    subject,
                    "The policy rule " + rule.id()
                            + " could not be evaluated, because facts are missing or have the wrong type. It therefore"
                            + " counts as a hit.",
                    claims.of(facts, item)));
        }
    }

    /** Returns the {@code type} of an item; {@value RuleHit#DEVICE} if it has none. */
    private static String subject(Object item) {
        return item instanceof Map<?, ?> map && map.get("type") instanceof String type ? type : RuleHit.DEVICE;
    }
}
