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
 * Warns the approver of a new policy where it is more lenient than the active one. It compares the texts of conditions.
 * Only a replay shows their effect. Pure.
 */
public final class PolicyComparison {
    private static final int NAMED = 8;

    private PolicyComparison() {}

    /**
     * Returns one sentence for each kind of difference between the active policy {@code now} and its replacement
     * {@code then}.
     */
    public static List<String> warnings(Policy now, Policy then) {
        List<String> warnings = new ArrayList<>();
        Effect mildest = then.kind().effects().getFirst();
        if (then.rules().isEmpty()) {
            warnings.add(
                    "It has no rules: every device with genuine evidence gets its certificates, whatever it runs.");
        } else if (then.rules().stream().allMatch(rule -> rule.effect() == mildest)) {
            warnings.add(
                    "None of its rules withholds anything: every device with genuine evidence gets its certificates.");
        }
        Map<String, Rule> kept = then.rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        List<Rule> strict =
                now.rules().stream().filter(rule -> rule.effect() != mildest).toList();
        name(strict, rule -> !kept.containsKey(rule.id()), "Removed rules: ", warnings);
        name(strict, rule -> milder(rule, kept.get(rule.id()), then.kind()), "Rules that withhold less: ", warnings);
        name(
                strict,
                rule -> asksOtherwise(rule, kept.get(rule.id())),
                "Rules with another condition, so compare the texts: ",
                warnings);
        return List.copyOf(warnings);
    }

    private static boolean milder(Rule now, @Nullable Rule then, Kind kind) {
        return then != null && kind.strictness().compare(then.effect(), now.effect()) < 0;
    }

    private static boolean asksOtherwise(Rule now, @Nullable Rule then) {
        return then != null
                && !(words(now.when()).equals(words(then.when())) && Objects.equals(now.forEach(), then.forEach()));
    }

    private static String words(String condition) {
        return condition.strip().replaceAll("\\s+", " ");
    }

    private static void name(List<Rule> rules, Predicate<Rule> which, String beginning, List<String> warnings) {
        List<String> ids = rules.stream().filter(which).map(Rule::id).toList();
        if (!ids.isEmpty()) {
            String more = ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "";
            warnings.add(beginning + ids.stream().limit(NAMED).collect(Collectors.joining(", ")) + more + ".");
        }
    }
}
