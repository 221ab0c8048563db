package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.contract.id.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for something that is done later, in their name: what it takes to ask again whether they may ({@link DelegatedPrincipals}).
 *
 * @param name user name, as in the audit log
 * @param subject who that is for the identity provider, with the groups that they had then
 * @param token the hash of the token that they came with; null when they signed in
 */
public record DelegatedPrincipal(
        String name, Subject subject, @Nullable Digest token) {}
