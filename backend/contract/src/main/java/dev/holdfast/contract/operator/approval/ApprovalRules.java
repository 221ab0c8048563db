package dev.holdfast.contract.operator.approval;

import java.util.Collections;
import java.util.List;

/**
 * Operations that need approval in a catalog.
 *
 * @param operations operations that need approval, in declaration order, without {@link ApprovalOperation#CHANGE_APPROVAL_RULES}, which
 *     always needs approval
 */
public record ApprovalRules(List<ApprovalOperation> operations) {
    /** Copies the lists. */
    public ApprovalRules {
        operations = operations == null ? List.of() : List.copyOf(operations);
    }

    /** Returns whether an operation needs approval, by its own rule or by a rule that includes the operation. */
    public boolean need(ApprovalOperation operation) {
        return operation == ApprovalOperation.CHANGE_APPROVAL_RULES
                || !Collections.disjoint(operations, operation.neededWith());
    }
}
