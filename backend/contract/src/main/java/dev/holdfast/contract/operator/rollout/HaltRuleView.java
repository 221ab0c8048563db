package dev.holdfast.contract.operator.rollout;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Rule that halts a rollout when too many devices fail. It looks at the devices of all open phases together.
 *
 * @param cause failures that the rule counts
 * @param percent the rule fires when the percentage of these failures is larger
 * @param minimum minimum number of devices with a result; the rule does not fire before
 */
public record HaltRuleView(
        @NotNull HaltCause cause,
        @NotNull @Min(0) @Max(HaltRuleView.MAX_PERCENT) Integer percent,
        @NotNull @Min(1) @Max(HaltRuleView.MAX_MINIMUM) Integer minimum) {
    /** Maximum percentage: a rule of 100 % never fires. */
    public static final int MAX_PERCENT = 99;

    /** Maximum number of devices with a result. */
    public static final int MAX_MINIMUM = 1_000_000;
}
