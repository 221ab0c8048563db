package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.identity.TokenView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Revokes personal tokens of the caller, and for owners all tokens of their scopes. */
@ApplicationScoped
public class RevokeToken {
    private final Commands commands;
    private final ListTokens tokens;

    RevokeToken(Commands commands, ListTokens tokens) {
        this.commands = commands;
        this.tokens = tokens;
    }

    /** Revokes a token; does nothing if it is already revoked. */
    public Uni<Void> revoke(UUID id) {
        return commands.run(tx -> tokens.one(tx, Caller.of(tx), id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Token " + id)))
                .chain(token -> revoke(tx, token)));
    }

    private static Uni<Void> revoke(Tx tx, TokenView token) {
        return Tokens.revoke(tx, token.id())
                .chain(done -> done
                        ? tx.audit(
                                RevokedTokens.revoked(tx.actor().name(), token),
                                RevokedTokens.event("TokenRevoked", token))
                        : Uni.createFrom().voidItem());
    }
}
