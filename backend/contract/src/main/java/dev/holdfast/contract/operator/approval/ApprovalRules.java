package dev.holdfast.contract.operator.approval;

import java.util.Collections;
import java.util.List;

/**
 * Which acts need a second person in a catalog.
 *
 * @param acts those, in their order; {@link ApprovalAct#CHANGE_APPROVAL_RULES} needs one always and is not among them
 */
public record ApprovalRules(List<ApprovalAct> acts) {
    /** Copies. */
    public ApprovalRules {
        acts = acts == null ? List.of() : List.copyOf(acts);
    }

    /** Returns whether an act needs a second person, by a rule of its own or that of another. */
    public boolean need(ApprovalAct act) {
        return act == ApprovalAct.CHANGE_APPROVAL_RULES || !Collections.disjoint(acts, act.neededWith());
    }
}
