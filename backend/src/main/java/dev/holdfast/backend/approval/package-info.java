/**
 * Approval rules of a catalog, and the requests that wait for approval.
 *
 * <p>Guarantees: neither the requester nor an author of what the request is about can approve it; a request is approved and performed in
 * one transaction, or neither; what nobody decides expires. The rules are the catalog's, and withdrawing a rule needs approval itself.
 *
 * <p>Start reading at {@link dev.holdfast.backend.approval.DecideApproval}. A command that may need approval implements {@link
 * dev.holdfast.backend.tenancy.command.Command}.
 */
@NullMarked
package dev.holdfast.backend.approval;

import org.jspecify.annotations.NullMarked;
