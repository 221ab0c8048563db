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
 * What somebody may do now who asked for something earlier. Roles that were taken away count no more, and neither does a token that
 * was revoked or has expired. What groups carry is as the access token said then: the person is not there to bring another.
 */
@ApplicationScoped
public class DelegatedPrincipals {
    private final OidcCallers callers;
    private final TokenCallers tokens;

    DelegatedPrincipals(OidcCallers callers, TokenCallers tokens) {
        this.callers = callers;
        this.tokens = tokens;
    }

    /** Returns why it may not be done any more, as what follows <em>who asked for it</em>; empty when it may. */
    public Uni<Optional<String>> objection(Tx tx, DelegatedPrincipal principal, Permission permission, Scope scope) {
        return now(tx, principal)
                .map(authority -> authority.isEmpty()
                        ? Optional.of("did so with a token that was revoked or has expired since")
                        : Optional.of("may not do it any more: the role was taken away since")
                                .filter(words -> !authority.get().may(permission, scope)));
    }

    /** Returns where in the catalog it may be done now; none for nowhere, and {@link #objection} then says why. */
    public Uni<List<Scope>> scopes(Tx tx, DelegatedPrincipal principal, Permission permission, CatalogId catalog) {
        return now(tx, principal)
                .map(authority ->
                        authority.map(some -> some.scopesIn(catalog, permission)).orElse(List.of()));
    }

    /** Returns what a subject may do by assignments to it alone, without what the groups of a token would add. */
    public static Uni<Authority> assigned(Tx tx, Subject subject) {
        Subject alone = new Subject(subject.issuer(), subject.id(), null, List.of());
        return OidcCallers.granted(tx, alone, false).map(Authority::new);
    }

    /** Returns the authority; empty when the token counts no more. */
    private Uni<Optional<Authority>> now(Tx tx, DelegatedPrincipal principal) {
        return principal.token() == null
                ? callers.authority(tx, principal.subject()).map(Optional::of)
                : tokens.authority(tx, principal.token());
    }
}
