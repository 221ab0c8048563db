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
 * Who is calling, and with which authority.
 *
 * @param name user name, as in the audit log
 * @param displayName full name
 * @param subject who that is for the identity provider
 * @param authority what they may do, now
 * @param token the hash of the token that they came with; null when they signed in
 */
public record Caller(
        String name,
        String displayName,
        Subject subject,
        Authority authority,
        @Nullable Digest token) implements Actor {
    /** Somebody who signed in. */
    public Caller(String name, String displayName, Subject subject, Authority authority) {
        this(name, displayName, subject, authority, null);
    }

    /** Returns the caller in whose name a transaction runs; fails with {@link IllegalStateException} where it is the system's. */
    public static Caller of(Tx tx) {
        if (tx.actor() instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("the transaction is the system's");
    }

    /** Returns whether that is a service with a token of its own; its subject is whoever made the token. */
    public boolean isService() {
        return authority.isOfToken() && name.startsWith(TokenCallers.SERVICE);
    }

    /** Returns whether the caller owns the installation, and so every catalog. */
    public boolean installationOwner() {
        return authority.may(Permission.MANAGE_CATALOG, Scope.INSTALLATION);
    }

    /** Returns what it takes to do something in the caller's name later on. */
    public DelegatedPrincipal principal() {
        return new DelegatedPrincipal(name, subject, token);
    }
}
