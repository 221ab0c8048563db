package dev.holdfast.contract.operator.identity;

import org.jspecify.annotations.Nullable;

/**
 * Somebody whom the identity provider knows.
 *
 * @param subject the provider's {@code sub}, which roles are given to
 * @param userName what they sign in with
 * @param name full name; the user name where the provider knows none
 * @param email the address that the provider has; null for none
 * @param emailVerified whether the provider has seen that it is theirs; else anybody may have written it
 */
public record PersonView(
        String subject,
        String userName,
        String name,
        @Nullable String email,
        boolean emailVerified) {}
