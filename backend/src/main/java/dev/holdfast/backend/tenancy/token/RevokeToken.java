package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.token.Tokens.Kept;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.TokenView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Lists and revokes tokens: one's own, and as an owner everybody's. */
@ApplicationScoped
public class RevokeToken {
    private final Transactions transactions;
    private final AuditLog audit;
    private final Clock clock;

    RevokeToken(Transactions transactions, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the tokens that the caller may revoke, the newest 500 of the catalog first, revoked ones among them. */
    public Uni<List<TokenView>> tokens(Caller caller, CatalogId catalog) {
        return transactions
                .sqlInCatalog(catalog, sql -> Tokens.all(sql, catalog))
                .map(found -> found.stream()
                        .filter(kept -> isFor(caller, kept))
                        .map(Kept::view)
                        .toList());
    }

    /** Revokes a token; one that was revoked before stays as it is. */
    public Uni<Void> revoke(Caller caller, CatalogId catalog, UUID id) {
        return transactions.sqlInCatalog(
                catalog,
                sql -> Tokens.find(sql, catalog, id)
                        .map(found -> found.filter(kept -> isFor(caller, kept))
                                .orElseThrow(() -> ProblemException.notFound("Token " + id)))
                        .chain(kept -> revoke(sql, caller, catalog, kept.view())));
    }

    private Uni<Void> revoke(Sql sql, Caller caller, CatalogId catalog, TokenView token) {
        return Tokens.revoke(sql, catalog, token.id(), clock.instant(), caller.name())
                .chain(done -> done
                        ? audit.append(sql, catalog, TokenWords.revoked(caller.name(), token))
                        : Uni.createFrom().voidItem());
    }

    private static boolean isFor(Caller caller, Kept kept) {
        return caller.authority().may(Act.MANAGE_MEMBERS, kept.place())
                || (kept.speaksFor(caller.subject()) && !caller.authority().isOfToken());
    }
}
