package dev.holdfast.backend.platform.audit;

import org.jspecify.annotations.Nullable;

/**
 * Approver of a command.
 *
 * @param name user name
 * @param bothInvitedBy name of the person who invited both the approver and the requester (or an author of the target), directly or through
 *     other invitations, and so may control both accounts; null for none
 */
public record Approver(String name, @Nullable String bothInvitedBy) {

    /** Returns the name; null when no approval was required. */
    public static @Nullable String nameOf(@Nullable Approver approver) {
        return approver == null ? null : approver.name();
    }
}
