package dev.holdfast.backend.tenancy.command;

import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Effect of a command, planned for a request for approval, and again at its approval.
 *
 * @param operation the approval rule that applies; null when none ever does
 * @param subject target of the command
 * @param part part of the target, such as one certificate of a device; empty for all of it. Only one request can be pending for the same
 *     operation, subject and part
 * @param summary one sentence
 * @param scope current scope of the target; the requester needs the permission in it, also at approval
 * @param reason reason; empty for none
 * @param request request to store, without fields that do not concern approvers
 * @param effect reads, in the plan's transaction, what the command would do now, in sentences. Equal effects need equal words, because an
 *     approval is for one effect only. Empty if any change of the effect makes the plan fail
 * @param authors authors of the target; like the requester, they must not approve
 * @param policy compares the policies of an activation, outside of transactions; null for other operations
 * @param notFound devices of the request that the catalog does not have; null when the response does not list them
 */
public record Plan(
        @Nullable ApprovalOperation operation,
        String subject,
        String part,
        String summary,
        Scope scope,
        String reason,
        Object request,
        Uni<List<String>> effect,
        List<Author> authors,
        @Nullable Uni<ProposedPolicy> policy,
        @Nullable List<DeviceId> notFound) {
    /** Creates a plan for the whole target. */
    public static Plan of(
            @Nullable ApprovalOperation operation,
            String subject,
            String summary,
            Scope scope,
            String reason,
            Object request,
            Uni<List<String>> effect) {
        return new Plan(operation, subject, "", summary, scope, reason, request, effect, List.of(), null, null);
    }

    /** Returns the plan for a part of the target. */
    public Plan about(String which) {
        return new Plan(operation, subject, which, summary, scope, reason, request, effect, authors, policy, notFound);
    }

    /** Returns the plan with authors, who may not approve it. */
    public Plan by(List<Author> whose) {
        return new Plan(operation, subject, part, summary, scope, reason, request, effect, whose, policy, notFound);
    }

    /** Returns the plan with the comparison that an approver sees. */
    public Plan proposing(Uni<ProposedPolicy> proposed) {
        return new Plan(operation, subject, part, summary, scope, reason, request, effect, authors, proposed, notFound);
    }

    /** Returns the plan with devices to list as not found. */
    public Plan without(List<DeviceId> missing) {
        return new Plan(operation, subject, part, summary, scope, reason, request, effect, authors, policy, missing);
    }
}
