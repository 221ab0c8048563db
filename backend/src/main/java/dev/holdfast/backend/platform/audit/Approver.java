package dev.holdfast.backend.platform.audit;

import org.jspecify.annotations.Nullable;

/**
 * The second person of an act that took two.
 *
 * @param name user name
 * @param bothInvitedBy the name of whoever their account and that of the first person, or of who wrote what the act is about, go back to by
 *     invitations, and who may be behind both; null where nobody is known to be
 */
public record Approver(String name, @Nullable String bothInvitedBy) {

    /** Returns the name; null where nobody had to approve. */
    public static @Nullable String nameOf(@Nullable Approver approver) {
        return approver == null ? null : approver.name();
    }
}
