package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Authority;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.identity.Permission;
import org.jspecify.annotations.Nullable;

/**
 * Caller of an operation.
 *
 * @param name name in the audit log: the user name; for a service, {@code token:} and the token's name
 * @param displayName name for people: the full name; with an API token, it names the token
 * @param subject account at the identity provider; for an API token, its creator's
 * @param authority current permissions
 * @param token hash of the API token; null when the caller signed in
 */
public record Caller(
        String name,
        String displayName,
        Subject subject,
        Authority authority,
        @Nullable Digest token) implements Actor {
    /** Creates a caller who signed in. */
    public Caller(String name, String displayName, Subject subject, Authority authority) {
        this(name, displayName, subject, authority, null);
    }

    /** Returns the caller of a transaction; fails with {@link IllegalStateException} when the system runs it. */
    public static Caller of(Tx tx) {
        if (tx.actor() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("the transaction has no caller: the system started it");
    }

    /** Returns whether this is a service with its own token; its subject is then the token's creator. */
    public boolean isService() {
        return authority.isOfToken() && name.startsWith(TokenCallers.SERVICE);
    }

    /** Returns whether the caller owns the installation, and with it every catalog. */
    public boolean installationOwner() {
        return authority.may(Permission.MANAGE_CATALOG, Scope.INSTALLATION);
    }

    /** Returns the caller's identity, for work that runs later on behalf of the caller. */
    public DelegatedPrincipal principal() {
        return new DelegatedPrincipal(name, subject, token);
    }
}
