package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.DelegatedPrincipals;
import dev.holdfast.backend.tenancy.NamedScope;
import dev.holdfast.backend.tenancy.TokenSecret;
import dev.holdfast.backend.tenancy.authority.Authority;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.identity.CreatedToken;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Creates an API token and returns its secret once. */
@ApplicationScoped
public class CreateToken {

    private final Commands commands;
    private final NamedScope scopes;

    CreateToken(Commands commands, NamedScope scopes) {
        this.commands = commands;
        this.scopes = scopes;
    }

    /** Creates a token for the caller or a service, limited to the caller's permissions. Fails with a conflict at the token limits. */
    public Uni<CreatedToken> make(CatalogId catalog, NewToken request) {
        NamedScope.check(catalog, request.product(), request.group())
                .that(
                        request.kind() != TokenKind.SERVICE || request.role() != Role.APPROVER,
                        "role",
                        "must not be APPROVER for a service, because tokens cannot approve. Use READER to read")
                .done();
        return commands.run(tx -> scopes.require(tx, request.product(), request.group())
                .call(scope -> DelegatedPrincipals.assigned(tx, Caller.of(tx).subject())
                        .invoke(assigned -> requireMayMake(Caller.of(tx), assigned, scope, request)))
                .call(() -> requireFew(tx, Caller.of(tx)))
                .chain(scope -> insert(tx, scope, request)));
    }

    private static void requireMayMake(Caller caller, Authority byAssignment, Scope scope, NewToken request) {
        if (caller.authority().isOfToken()) {
            throw ProblemException.of(ProblemType.FORBIDDEN, "API tokens cannot create tokens. Sign in and retry.");
        }
        if (request.kind() == TokenKind.SERVICE) {
            if (!caller.authority().mayAssign(request.role(), scope)) {
                throw ProblemException.of(
                        ProblemType.FORBIDDEN, "Only an OWNER of the scope may create service tokens.");
            }
        } else if (!caller.authority().hasAllOf(request.role(), scope)) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "Your role there does not include " + request.role().words() + ". Choose a lower role.");
        } else if (!byAssignment.hasAllOf(request.role(), scope)) {
            throw ProblemException.conflict("You have " + request.role()
                    + " there only by a group of the identity provider, which is unknown when the"
                    + " token is used. Ask an owner to assign the role to you.");
        }
    }

    /** Fails with {@code conflict} at the token limits. The lock keeps parallel requests from exceeding them. */
    private static Uni<Void> requireFew(Tx tx, Caller caller) {
        return tx.alone("tokens " + tx.catalog())
                .chain(() -> Tokens.count(tx, caller.subject()))
                .invoke(active -> {
                    String where = tx.catalog().equals(CatalogId.INSTALLATION) ? "the installation" : "this catalog";
                    if (active.own() >= NewToken.MAX_PER_PERSON) {
                        throw ProblemException.conflict(
                                "You have " + NewToken.MAX_PER_PERSON + " active tokens in " + where
                                        + ", service tokens included, which is the limit. Revoke tokens that are no longer used.");
                    }
                    if (active.inAll() >= NewToken.MAX_PER_CATALOG) {
                        throw ProblemException.conflict(
                                Character.toUpperCase(where.charAt(0)) + where.substring(1)
                                        + " has " + NewToken.MAX_PER_CATALOG
                                        + " active tokens, which is the limit. Ask an owner to revoke tokens that are no longer used.");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<CreatedToken> insert(Tx tx, Scope scope, NewToken request) {
        UUID id = UUID.randomUUID();
        String secret = TokenSecret.draw(request.kind());
        return Tokens.insert(tx, id, scope, request, secret)
                .invoke(added -> {
                    if (!added) {
                        throw ProblemException.conflict("A service token named " + request.name() + " already exists.");
                    }
                })
                .chain(() -> Tokens.one(tx, id))
                .call(token -> tx.audit(
                        tx.entry(
                                        "CreateToken",
                                        token.name(),
                                        "Created the " + Tokens.words(token) + ", valid until " + token.expiresAt()
                                                + ".")
                                .changing("token", null, Tokens.values(token)),
                        RevokedTokens.event("TokenCreated", token)))
                .map(token -> new CreatedToken(secret, token));
    }
}
