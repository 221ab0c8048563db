package dev.holdfast.contract.operator.approval;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Approval request.
 *
 * @param id GUID of the request
 * @param operation operation that needs approval
 * @param subject target of the operation, such as the key of a policy
 * @param summary description of the operation, one sentence
 * @param state state of the request
 * @param requestedBy user who made the request
 * @param requestedAt time of the request
 * @param expiresAt time after which the request cannot be approved
 * @param decidedBy user who approved, rejected or withdrew the request; null while pending and when expired
 * @param decidedAt time of the decision; null while pending and when expired
 * @param comment reason of the requester; empty when none was required or given
 * @param decisionComment reason of the person who decided; null while pending and when expired
 * @param effect effect at the time of the request, one sentence each; see {@link ApprovalPreview} for the current
 *     effect
 * @param policy details of a policy activation; null for other operations and for older requests
 * @param rollout GUID of the rollout that the operation starts or continues; null for other operations
 */
public record ApprovalView(
        UUID id,
        ApprovalOperation operation,
        String subject,
        String summary,
        ApprovalState state,
        String requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        String comment,
        @Nullable String decisionComment,
        List<String> effect,
        @Nullable ProposedPolicy policy,
        @Nullable UUID rollout) {
    /** Copies the lists. */
    public ApprovalView {
        effect = effect == null ? List.of() : List.copyOf(effect);
    }
}
