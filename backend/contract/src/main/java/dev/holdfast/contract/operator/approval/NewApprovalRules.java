package dev.holdfast.contract.operator.approval;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Which operations shall need a second person in a catalog.
 *
 * @param operations all of them; those that are not named need none
 * @param comment why it shall change, 1 to 500 characters
 */
public record NewApprovalRules(
        @NotNull @Size(max = NewApprovalRules.MOST_OPERATIONS) List<ApprovalOperation> operations,

        @NotNull @Size(min = 1, max = Reason.MAX_COMMENT) @PlainLine
        String comment) {
    /** One of each {@link ApprovalOperation}. */
    public static final int MOST_OPERATIONS = 9;
}
