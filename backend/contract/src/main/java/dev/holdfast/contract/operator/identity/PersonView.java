package dev.holdfast.contract.operator.identity;

import org.jspecify.annotations.Nullable;

/**
 * Account at the identity provider.
 *
 * @param subject {@code sub} of the identity provider, to which roles are assigned
 * @param userName user name for the sign-in
 * @param name full name, or the user name if there is none
 * @param email e-mail address at the identity provider; null for none
 * @param emailVerified whether the identity provider verified the address
 */
public record PersonView(
        String subject,
        String userName,
        String name,
        @Nullable String email,
        boolean emailVerified) {}
