package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.identity.TokenView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Revokes tokens: one's own, and as an owner everybody's. */
@ApplicationScoped
public class RevokeToken {
    private final Transactions transactions;
    private final ListTokens tokens;

    RevokeToken(Transactions transactions, ListTokens tokens) {
        this.transactions = transactions;
        this.tokens = tokens;
    }

    /** Revokes a token; one that was revoked before stays as it is. */
    public Uni<Void> revoke(Caller caller, CatalogId catalog, UUID id) {
        return transactions.inCatalog(
                caller,
                catalog,
                tx -> tokens.one(tx, caller, id)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("Token " + id)))
                        .chain(token -> revoke(tx, caller, token)));
    }

    private Uni<Void> revoke(Tx tx, Caller caller, TokenView token) {
        return Tokens.revoke(tx, token.id(), tx.now(), caller.name())
                .chain(done -> done
                        ? tx.audit(TokenWords.revoked(caller.name(), token))
                        : Uni.createFrom().voidItem());
    }
}
