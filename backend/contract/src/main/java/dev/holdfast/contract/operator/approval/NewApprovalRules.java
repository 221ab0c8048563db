package dev.holdfast.contract.operator.approval;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * New approval rules of a catalog. They replace the current ones: added rules apply at once, and turning off a rule needs approval.
 *
 * @param operations operations that are to need approval, without {@link ApprovalOperation#CHANGE_APPROVAL_RULES}, which always needs
 *     approval
 * @param comment reason for the change, 1 to 500 characters on one line
 */
public record NewApprovalRules(
        @NotNull @Size(max = NewApprovalRules.MAX_OPERATIONS)
        List<ApprovalOperation> operations,

        @NotNull @Size(min = 1, max = Reason.MAX_COMMENT) @PlainLine
        String comment) {
    /** Maximum number of operations: the number of {@link ApprovalOperation} constants. */
    public static final int MAX_OPERATIONS = 13;
}
