/**
 * Acts that need a second person: someone asks, someone else approves, and only then it is done.
 *
 * <p>Guarantees: whoever asked for an act, or whose work it is about, cannot approve it; an act is approved and done in one
 * transaction, or neither; what nobody decides expires. Which acts need a second person is a rule of the catalog, and
 * taking a rule away needs one itself.
 *
 * <p>Start reading at {@link dev.holdfast.backend.approval.DecideApproval}. A feature that has such acts asks
 * {@link dev.holdfast.backend.approval.Approvals} and implements {@link dev.holdfast.backend.approval.ApprovedAct}.
 */
@NullMarked
package dev.holdfast.backend.approval;

import org.jspecify.annotations.NullMarked;
