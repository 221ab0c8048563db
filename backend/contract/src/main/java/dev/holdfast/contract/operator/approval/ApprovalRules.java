package dev.holdfast.contract.operator.approval;

import java.util.Collections;
import java.util.List;

/**
 * Which operations need a second person in a catalog.
 *
 * @param operations those, in their order; {@link ApprovalOperation#CHANGE_APPROVAL_RULES} needs one always and is not among them
 */
public record ApprovalRules(List<ApprovalOperation> operations) {
    /** Copies. */
    public ApprovalRules {
        operations = operations == null ? List.of() : List.copyOf(operations);
    }

    /** Returns whether an act needs a second person, by a rule of its own or that of another. */
    public boolean need(ApprovalOperation operation) {
        return operation == ApprovalOperation.CHANGE_APPROVAL_RULES || !Collections.disjoint(operations, operation.neededWith());
    }
}
