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

/** Makes a token and tells it once. */
@ApplicationScoped
public class CreateToken {

    private final Commands commands;
    private final NamedScope scopes;

    CreateToken(Commands commands, NamedScope scopes) {
        this.commands = commands;
        this.scopes = scopes;
    }

    /** Makes a token for the caller, or for a service. It may never do more than the caller. Fails with a conflict where there are enough. */
    public Uni<CreatedToken> make(CatalogId catalog, NewToken request) {
        NamedScope.check(catalog, request.product(), request.group())
                .that(
                        request.kind() != TokenKind.SERVICE || request.role() != Role.APPROVER,
                        "role",
                        "is not APPROVER of a service, because no token approves; to read, READER is enough")
                .done();
        return commands.run(tx -> scopes.require(tx, request.product(), request.group())
                .call(scope -> DelegatedPrincipals.assigned(tx, Caller.of(tx).subject())
                        .invoke(assigned -> requireMayMake(Caller.of(tx), assigned, scope, request)))
                .call(() -> requireFew(tx, Caller.of(tx)))
                .chain(scope -> insert(tx, scope, request)));
    }

    private static void requireMayMake(Caller caller, Authority byAssignment, Scope scope, NewToken request) {
        if (caller.authority().isOfToken()) {
            throw ProblemException.of(ProblemType.FORBIDDEN, "No token makes tokens. Sign in yourself.");
        }
        if (request.kind() == TokenKind.SERVICE) {
            if (!caller.authority().mayAssign(request.role(), scope)) {
                throw ProblemException.of(
                        ProblemType.FORBIDDEN, "Only an OWNER of the place makes tokens for services; you are not.");
            }
        } else if (!caller.authority().hasAllOf(request.role(), scope)) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "You may not do there all that " + request.role() + " may: take a lower role.");
        } else if (!byAssignment.hasAllOf(request.role(), scope)) {
            throw ProblemException.conflict(
                    "You have " + request.role() + " there by a group of the identity provider alone,"
                            + " which nobody can look up when the token is used. Have an owner assign the role to you.");
        }
    }

    /** Two at a time could both find the last place. */
    private static Uni<Void> requireFew(Tx tx, Caller caller) {
        return tx.alone("tokens " + tx.catalog())
                .chain(() -> Tokens.count(tx, caller.subject()))
                .invoke(active -> {
                    String where = tx.catalog().equals(CatalogId.INSTALLATION) ? "the installation" : "this catalog";
                    if (active.own() >= NewToken.MOST_OF_ONE) {
                        throw ProblemException.conflict("You have made " + NewToken.MOST_OF_ONE + " tokens of " + where
                                + " that are good, for yourself and for services, and can have no more. Revoke those"
                                + " that nobody uses; the list says when each was last used.");
                    }
                    if (active.inAll() >= NewToken.MOST_IN_ALL) {
                        throw ProblemException.conflict(
                                Character.toUpperCase(where.charAt(0)) + where.substring(1)
                                        + " has " + NewToken.MOST_IN_ALL
                                        + " tokens that are good, and can have no more. Let an owner revoke those that nobody uses.");
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
                        throw ProblemException.conflict(
                                "There is a service token named " + request.name() + " already.");
                    }
                })
                .chain(() -> Tokens.one(tx, id))
                .call(token -> tx.audit(tx.entry(
                                "CreateToken",
                                token.name(),
                                "Made the " + Tokens.words(token) + ", good until " + token.expiresAt() + ".")
                        .changing("token", null, Tokens.values(token))))
                .map(token -> new CreatedToken(secret, token));
    }
}
