package dev.holdfast.contract.operator.rollout;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Change of a rollout that has not ended. At least one field besides the reason is not null.
 *
 * @param soakMinutes new soak time of the newest open phase, or of the first phase before the start, in minutes; null to keep it
 * @param maxInFlight new maximum number of devices that may install at the same time, or 0 for no limit; null to keep it
 * @param haltRules rules that replace the current ones; null to keep them
 * @param phases phases that replace the ones that are not open; null to keep them
 * @param reason 1 to {@value Reason#MAX_LENGTH} characters on one line; saved in the audit log
 */
public record RolloutExtension(
        @Min(0) @Max(NewPhase.MAX_SOAK) @Nullable Integer soakMinutes,
        @Min(0) @Max(NewRollout.MAX_IN_FLIGHT) @Nullable Integer maxInFlight,

        @Size(max = NewRollout.MAX_HALT_RULES) @Nullable List<@Valid HaltRuleView> haltRules,

        @Size(min = 1, max = NewRollout.MAX_PHASES) @Nullable
        List<@Valid NewPhase> phases,

        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String reason) {}
