package dev.holdfast.contract.operator.approval;

import org.jspecify.annotations.Nullable;

/**
 * Approval request with its current effect.
 *
 * @param approval approval request
 * @param preview effect of an approval at this moment; null when the request is not pending
 * @param bothInvitedBy user who invited both the caller and the requester, or both the caller and the author of the proposed policy, and so
 *     may control both accounts. The user may have invited them through others. Null for none, or if the request is not pending
 */
public record ApprovalDetail(
        ApprovalView approval,
        @Nullable ApprovalPreview preview,
        @Nullable String bothInvitedBy) {}
