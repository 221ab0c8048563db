package dev.holdfast.backend.approval;

import dev.holdfast.backend.tenancy.authority.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose work an act is about.
 *
 * @param name user name then
 * @param subject who that is for the identity provider; null where only the name was kept
 */
public record Author(String name, @Nullable Subject subject) {
    boolean isKnown() {
        return subject != null && subject.isKnown();
    }
}
