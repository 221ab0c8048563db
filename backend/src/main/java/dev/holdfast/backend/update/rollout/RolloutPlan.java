package dev.holdfast.backend.update.rollout;

import java.util.List;
import java.util.Optional;

/**
 * Plan of a rollout: its phases, halt rules and limits.
 *
 * @param phases 1 to 10 phases. The last one opens all devices of the group
 * @param rules rules that halt the rollout
 * @param maxInFlight maximum number of devices that may install at the same time, at least 1; {@link #UNLIMITED} for no limit
 * @param emergency whether phases have no soak time. Halt rules still apply
 */
public record RolloutPlan(List<Phase> phases, List<HaltRule> rules, long maxInFlight, boolean emergency) {
    /** No limit of devices in flight. */
    public static final long UNLIMITED = Long.MAX_VALUE;
    /** Maximum number of phases. */
    public static final int MAX_PHASES = 10;

    /** Copies the lists and checks the bounds. */
    public RolloutPlan {
        phases = List.copyOf(phases);
        rules = List.copyOf(rules);
        if (phases.isEmpty() || phases.size() > MAX_PHASES) {
            throw new IllegalArgumentException(phases.size() + " phases; a rollout has 1 to " + MAX_PHASES);
        }
        if (!phases.getLast().selection().isEverything()) {
            throw new IllegalArgumentException("the last phase does not open all devices");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("at most " + maxInFlight + " devices in flight; the minimum is 1");
        }
    }

    Phase phase(int number) {
        return phases.get(number - 1);
    }

    boolean isLast(int number) {
        return number == phases.size();
    }

    /** Returns the first rule that fires. */
    public Optional<Halt.Fired> firedRule(RolloutCounters counters) {
        return rules.stream().flatMap(rule -> rule.test(counters).stream()).findFirst();
    }
}
