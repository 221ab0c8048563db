/**
 * Approval rules of a catalog and requests for approval.
 *
 * <p>Guarantees: neither the requester nor an author of the policy can approve a request. Approving a request and performing its command
 * are one transaction. A request without a decision expires. Removing a rule needs approval.
 *
 * <p>Start reading at {@link dev.holdfast.backend.approval.DecideApproval}. A command that may need approval implements {@link
 * dev.holdfast.backend.tenancy.command.Command}.
 */
@NullMarked
package dev.holdfast.backend.approval;

import org.jspecify.annotations.NullMarked;
