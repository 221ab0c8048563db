package dev.holdfast.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Warnings for the approver of a new policy: where the new policy is or may be more lenient than the active one. Conditions
 * are compared as texts only. A replay shows what a changed condition does. Pure.
 */
public final class PolicyComparison {
    /** Maximum number of rules that a warning names. */
    private static final int NAMED = 8;

    private PolicyComparison() {}

    /** Returns one sentence for each way in which the replacement is or may be more lenient. */
    public static List<String> warnings(Policy active, Policy replacement) {
        List<String> warnings = new ArrayList<>();
        Effect weakest = replacement.kind().effects().getFirst();
        if (replacement.rules().isEmpty()) {
            warnings.add(
                    "It has no rules: every device with genuine evidence gets its certificates, whatever it runs.");
        } else if (replacement.rules().stream().allMatch(rule -> rule.effect() == weakest)) {
            warnings.add(
                    "No rule refuses or limits a device: every device with genuine evidence gets its certificates.");
        }
        Map<String, Rule> kept = replacement.rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        List<Rule> strict =
                active.rules().stream().filter(rule -> rule.effect() != weakest).toList();
        name(strict, rule -> !kept.containsKey(rule.id()), "Removed rules: ", warnings);
        name(
                strict,
                rule -> isWeaker(rule, kept.get(rule.id()), replacement.kind()),
                "Rules with a weaker effect: ",
                warnings);
        name(
                strict,
                rule -> hasOtherCondition(rule, kept.get(rule.id())),
                "Rules with a changed condition (compare the texts): ",
                warnings);
        return List.copyOf(warnings);
    }

    private static boolean isWeaker(Rule active, @Nullable Rule replacement, Kind kind) {
        return replacement != null && kind.strictness().compare(replacement.effect(), active.effect()) < 0;
    }

    private static boolean hasOtherCondition(Rule active, @Nullable Rule replacement) {
        return replacement != null
                && !(words(active.when()).equals(words(replacement.when()))
                        && Objects.equals(active.forEach(), replacement.forEach()));
    }

    private static String words(String condition) {
        return condition.strip().replaceAll("\\s+", " ");
    }

    /** Adds a warning with the IDs of the rules that match; none if no rule matches. */
    private static void name(List<Rule> rules, Predicate<Rule> which, String beginning, List<String> warnings) {
        List<String> ids = rules.stream().filter(which).map(Rule::id).toList();
        if (!ids.isEmpty()) {
            String more = ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "";
            warnings.add(beginning + ids.stream().limit(NAMED).collect(Collectors.joining(", ")) + more + ".");
        }
    }
}
