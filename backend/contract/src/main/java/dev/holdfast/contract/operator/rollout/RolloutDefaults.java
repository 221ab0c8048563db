package dev.holdfast.contract.operator.rollout;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;

/**
 * Phases and halt rules of a device group, for rollouts that its update policy starts when its OS feed offers a new release.
 *
 * @param phases 1 to {@value NewRollout#MAX_PHASES} phases; a phase of all devices is added if the last one has a part of them
 * @param haltRules up to {@value NewRollout#MAX_HALT_RULES} rules that halt a rollout, one for each cause
 */
public record RolloutDefaults(
        @NotNull @Size(min = 1, max = NewRollout.MAX_PHASES) List<@Valid NewPhase> phases,
        @NotNull @Size(max = NewRollout.MAX_HALT_RULES) List<@Valid HaltRuleView> haltRules) {
    private static final int DAY = 24 * 60;
    private static final int SUCCESS = 95;
    private static final int PERCENT = 5;
    private static final int MINIMUM = 10;

    /** Defaults of a new group: 1%, 10% and 100%, with a day of soak time between them, and a halt rule for each cause. */
    public static final RolloutDefaults INITIAL = new RolloutDefaults(
            List.of(percent(1, DAY), percent(10, DAY), percent(NewPhase.ALL, 0)),
            Arrays.stream(HaltCause.values())
                    .map(cause -> new HaltRuleView(cause, PERCENT, MINIMUM))
                    .toList());

    private static NewPhase percent(int percent, int soakMinutes) {
        return new NewPhase(percent, null, null, null, soakMinutes, SUCCESS, false);
    }
}
