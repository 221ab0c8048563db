package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.contract.id.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Principal on whose behalf the backend works later; {@link DelegatedPrincipals} checks its permissions again.
 *
 * @param name name in the audit log, as in {@link Caller}
 * @param subject account at the identity provider, with the groups of the original request
 * @param token hash of the API token; null when the person signed in
 */
public record DelegatedPrincipal(
        String name, Subject subject, @Nullable Digest token) implements Actor {}
