package dev.holdfast.backend.tenancy.command;

import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command would do. Its preview, the request for approval and the approval are made from it.
 *
 * @param operation the approval rule that applies; null when none ever does
 * @param subject what it is done to
 * @param part which part of the subject, such as one certificate of a device; empty for all of it. One pending request for the same
 *     operation, subject and part is the most
 * @param summary one sentence
 * @param scope where the requester must have the role, still when it is approved: it moves with the subject
 * @param reason why; empty for none
 * @param request what is stored while it waits: the request without what no approver is asked about
 * @param effect reads, in the plan's transaction, what it would do now, a sentence each and always in the same words, since an
 *     approval of one effect is none of another; empty when nothing can change without that the plan fails
 * @param authors who may not approve it beside the requester, because it is their work
 * @param policy compares the policies of an activation, outside of transactions; null for other acts
 * @param notFound devices of the request that the catalog does not have; null when the answer does not list any
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
    /** Makes a plan for all of the subject. */
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

    /** Returns the plan for a part of the subject. */
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

    /** Returns the plan with an answer that lists devices that the catalog does not have. */
    public Plan without(List<DeviceId> missing) {
        return new Plan(operation, subject, part, summary, scope, reason, request, effect, authors, policy, missing);
    }
}
