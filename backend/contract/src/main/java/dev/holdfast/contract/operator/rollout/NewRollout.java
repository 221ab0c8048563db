package dev.holdfast.contract.operator.rollout;

import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.text.Distinct;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images to roll out to a device group in phases. The rollout is a draft until it is started.
 *
 * @param imageIds 1 to {@value NewDeployment#MAX_IMAGES} uploaded images of type {@code Applications} or {@code
 *     CustomerBoardConfig}, one for each component
 * @param phases 1 to {@value #MAX_PHASES} phases; a phase of all devices is added if the last one has a part of them
 * @param haltRules up to {@value #MAX_HALT_RULES} rules that halt the rollout, one for each cause; null for none
 * @param startAt time of the start, after the start was requested; null for at once
 * @param maxInFlight maximum number of devices that may install at the same time; null for no limit. Held devices and
 *     devices out of contact take no place
 * @param attestWithinHours hours until an installed device that does not attest counts as failed; null for {@value #DEFAULT_HOURS}
 * @param silentAfterHours hours without contact until a device that was offered the images counts as silent; null for {@value
 *     #DEFAULT_HOURS}
 * @param emergency whether phases have no soak time; null for no. Approval and halt rules still apply
 * @param reason 1 to {@value Reason#MAX_LENGTH} characters on one line, for the audit log and the approver; null for
 *     none
 */
public record NewRollout(
        @NotNull @Size(min = 1, max = NewDeployment.MAX_IMAGES) @Distinct
        List<ImageId> imageIds,

        @NotNull @Size(min = 1, max = NewRollout.MAX_PHASES) List<@Valid NewPhase> phases,

        @Size(max = NewRollout.MAX_HALT_RULES) @Nullable List<@Valid HaltRuleView> haltRules,

        @Nullable Instant startAt,
        @Min(1) @Max(NewRollout.MAX_IN_FLIGHT) @Nullable Integer maxInFlight,
        @Min(1) @Max(NewRollout.MAX_HOURS) @Nullable Integer attestWithinHours,
        @Min(1) @Max(NewRollout.MAX_HOURS) @Nullable Integer silentAfterHours,
        @Nullable Boolean emergency,

        @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine @Nullable
        String reason) {
    /** Maximum number of phases. */
    public static final int MAX_PHASES = 10;

    /** Maximum number of halt rules: one for each cause. */
    public static final int MAX_HALT_RULES = 4;

    /** Maximum limit of devices in flight. */
    public static final int MAX_IN_FLIGHT = 1_000_000;

    /** Maximum time for an attestation or a contact: 30 days. */
    public static final int MAX_HOURS = 720;

    /** Default time for an attestation or a contact. */
    public static final int DEFAULT_HOURS = 24;
}
