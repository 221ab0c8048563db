package dev.holdfast.backend.approval;

import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to ask a second person for.
 *
 * @param act what kind of act
 * @param subject what it is done to
 * @param part which part of the subject, such as one certificate of a device; empty for all of it. One that waits for the same act,
 *     subject and part is enough
 * @param summary one sentence that says what would be done
 * @param place where whoever asks must be allowed to do it, still when it is decided
 * @param payload what the feature needs to do it, as JSON
 * @param authors who, beside the one who asks, may not approve it, because it is their work
 * @param comment why; empty where nobody said so
 * @param effect what it would do now, see {@link ApprovedAct#effect}
 * @param policy what an activation of a policy would do; null for other acts
 */
public record ApprovalRequest(
        ApprovalAct act,
        String subject,
        String part,
        String summary,
        Scope place,
        Map<String, Object> payload,
        List<Author> authors,
        String comment,
        List<String> effect,
        @Nullable ProposedPolicy policy) {
    /** Copies. */
    public ApprovalRequest {
        payload = Map.copyOf(payload);
        authors = List.copyOf(authors);
        effect = List.copyOf(effect);
    }

    /** An act on all of the subject that nobody else had a part in. */
    public ApprovalRequest(
            ApprovalAct act,
            String subject,
            String summary,
            Scope place,
            Map<String, Object> payload,
            String comment,
            List<String> effect) {
        this(act, subject, "", summary, place, payload, List.of(), comment, effect, null);
    }

    /** Returns the same, but about a part of the subject. */
    public ApprovalRequest about(String which) {
        return new ApprovalRequest(act, subject, which, summary, place, payload, authors, comment, effect, policy);
    }
}
