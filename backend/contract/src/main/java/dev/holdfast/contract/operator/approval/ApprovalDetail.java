package dev.holdfast.contract.operator.approval;

import org.jspecify.annotations.Nullable;

/**
 * An act that needs, or needed, a second person, and what it would do now.
 *
 * @param approval the act
 * @param now what it would do if it were approved now; null when it does not wait any more
 * @param bothInvitedBy the name of whoever the account of whoever reads this and that of whoever asked, or wrote what it is about, go back
 *     to by invitations, and who may be behind both; null where nobody is known to be, and when it does not wait any more
 */
public record ApprovalDetail(
        ApprovalView approval,
        @Nullable ApprovalPreview now,
        @Nullable String bothInvitedBy) {}
