package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Authority;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Reads the current permissions of a delegated principal. Removed roles and revoked or expired tokens no longer count. Groups count as they
 * were in the access token of the original request.
 */
@ApplicationScoped
public class DelegatedPrincipals {
    private final OidcCallers callers;
    private final TokenCallers tokens;

    DelegatedPrincipals(OidcCallers callers, TokenCallers tokens) {
        this.callers = callers;
        this.tokens = tokens;
    }

    /** Returns why the principal no longer has a permission, as a clause for "NAME, who requested it, …"; empty when it has the permission. */
    public Uni<Optional<String>> objection(Tx tx, DelegatedPrincipal principal, Permission permission, Scope scope) {
        return now(tx, principal)
                .map(authority -> authority.isEmpty()
                        ? Optional.of("used a token that has since been revoked or has expired")
                        : Optional.of("no longer has the required role")
                                .filter(words -> !authority.get().may(permission, scope)));
    }

    /** Returns the scopes of the catalog in which the principal has the permission; if empty, {@link #objection} gives the reason. */
    public Uni<List<Scope>> scopes(Tx tx, DelegatedPrincipal principal, Permission permission, CatalogId catalog) {
        return now(tx, principal)
                .map(authority -> authority
                        .map(some -> some.scopesIn(catalog, permission))
                        .orElse(List.of()));
    }

    /** Returns the authority from role assignments to the subject itself, without its groups. */
    public static Uni<Authority> assigned(Tx tx, Subject subject) {
        Subject alone = new Subject(subject.issuer(), subject.id(), null, List.of());
        return OidcCallers.granted(tx, alone, false).map(Authority::new);
    }

    /** Returns the principal's current authority; empty when the token is no longer valid. */
    private Uni<Optional<Authority>> now(Tx tx, DelegatedPrincipal principal) {
        return principal.token() == null
                ? callers.authority(tx, principal.subject()).map(Optional::of)
                : tokens.authority(tx, principal.token());
    }
}
