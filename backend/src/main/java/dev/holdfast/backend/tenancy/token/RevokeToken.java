package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.identity.TokenView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Revokes tokens: one's own, and as an owner everybody's. */
@ApplicationScoped
public class RevokeToken {
    private final Transactions transactions;
    private final ListTokens tokens;
    private final AuditLog audit;
    private final Clock clock;

    RevokeToken(Transactions transactions, ListTokens tokens, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    /** Revokes a token; one that was revoked before stays as it is. */
    public Uni<Void> revoke(Caller caller, CatalogId catalog, UUID id) {
        return transactions.inCatalog(
                catalog,
                sql -> tokens.one(sql, caller, catalog, id)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("Token " + id)))
                        .chain(token -> revoke(sql, caller, catalog, token)));
    }

    private Uni<Void> revoke(Sql sql, Caller caller, CatalogId catalog, TokenView token) {
        return Tokens.revoke(sql, catalog, token.id(), clock.instant(), caller.name())
                .chain(done -> done
                        ? audit.append(sql, catalog, TokenWords.revoked(caller.name(), token))
                        : Uni.createFrom().voidItem());
    }
}
