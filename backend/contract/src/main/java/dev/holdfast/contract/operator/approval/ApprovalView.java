package dev.holdfast.contract.operator.approval;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An act that waits, or waited, for a second person.
 *
 * @param id its GUID
 * @param operation what kind of act
 * @param subject what it is done to, such as a policy's key
 * @param summary one sentence that says what would be done
 * @param state how far it has come
 * @param requestedBy who asked for it
 * @param requestedAt when
 * @param expiresAt until when someone may approve it
 * @param decidedBy who approved, rejected or withdrew it; null while it waits and when it expired
 * @param decidedAt when; null likewise
 * @param comment why, by who asked; empty where they need not say so and did not
 * @param answer why, by who decided; null likewise
 * @param effect what it would have done when it was asked for, a sentence each; see {@link ApprovalPreview} for what it would do now
 * @param policy what an activation of a policy would do; null for other operations, and for those asked for before Holdfast kept it
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
        @Nullable String answer,
        List<String> effect,
        @Nullable ProposedPolicy policy) {
    /** Copies. */
    public ApprovalView {
        effect = effect == null ? List.of() : List.copyOf(effect);
    }
}
