package dev.holdfast.contract.operator.approval;

import org.jspecify.annotations.Nullable;

/**
 * Approval request with its current effect.
 *
 * @param approval approval request
 * @param preview effect of an approval at this moment; null when the request is not pending
 * @param bothInvitedBy user who invited, possibly through others, the caller and also the requester or the author of the proposed policy.
 *     Null for none, or if the request is not pending
 */
public record ApprovalDetail(
        ApprovalView approval,
        @Nullable ApprovalPreview preview,
        @Nullable String bothInvitedBy) {}
