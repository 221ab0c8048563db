package dev.holdfast.backend.tenancy.command;

import dev.holdfast.backend.tenancy.authority.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Author of the subject of a command, such as of a policy version.
 *
 * @param name user name at that time
 * @param subject account at the identity provider; null where only the name was kept
 */
public record Author(String name, @Nullable Subject subject) {
    /** Returns whether the account at the identity provider is known. */
    public boolean isKnown() {
        return subject != null && subject.isKnown();
    }
}
