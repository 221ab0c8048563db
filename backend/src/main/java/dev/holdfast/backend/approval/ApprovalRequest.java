package dev.holdfast.backend.approval;

import dev.holdfast.backend.tenancy.authority.Place;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to ask a second person for.
 *
 * @param act what kind of act
 * @param subject what it is done to; one that waits for the same act and subject is enough
 * @param summary one sentence that says what would be done
 * @param place where whoever asks must be allowed to do it, still when it is decided
 * @param payload what the feature needs to do it, as JSON
 * @param authors who, beside the one who asks, may not approve it, because it is their work
 * @param comment why
 * @param effect what it would do now, see {@link ApprovedAct#effect}
 * @param policy what an activation of a policy would do; null for other acts
 */
public record ApprovalRequest(
        ApprovalAct act,
        String subject,
        String summary,
        Place place,
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

    /** An act that nobody else had a part in. */
    public ApprovalRequest(
            ApprovalAct act,
            String subject,
            String summary,
            Place place,
            Map<String, Object> payload,
            String comment,
            List<String> effect) {
        this(act, subject, summary, place, payload, List.of(), comment, effect, null);
    }
}
