package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.OidcCallers.Authenticated;
import dev.holdfast.backend.tenancy.authority.Authority;
import dev.holdfast.backend.tenancy.authority.Grant;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.identity.TokenKind;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Callers with an API token of this installation. */
@ApplicationScoped
class TokenCallers {
    /** Prefix of a service's name in the audit log; the token's name follows. */
    static final String SERVICE = "token:";

    private static final String USE = """
            select catalog_id, product_id, group_id, kind, name, role, issuer, subject, created_by, token_id from use_token($1, $2)""";
    private static final String FIND = """
            select catalog_id, product_id, group_id, kind, name, role, issuer, subject, created_by from find_token($1, $2)""";

    private final Transactions transactions;

    TokenCallers(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the caller; unknown, expired and revoked tokens fail alike. */
    Uni<Authenticated> authenticate(String secret, @Nullable String catalogName) {
        if (!TokenSecret.isWellFormed(secret)) {
            return Uni.createFrom().failure(new UnauthorizedException());
        }
        Digest hash = Digest.of(TokenSecret.hash(secret));
        return transactions.inInstallation(tx -> tx.find(USE, TokenCallers::readUsed, hash, tx.now())
                .map(found -> found.orElseThrow(UnauthorizedException::new))
                .chain(used -> caller(tx, used, hash))
                .chain(caller -> OidcCallers.catalogs(
                                tx, catalogName == null ? List.of() : List.of(catalogName.toLowerCase(Locale.ROOT)))
                        .map(catalogs -> new Authenticated(
                                caller, catalogs.values().stream().findFirst()))));
    }

    /** Returns the current authority of a token by its hash; empty when the token is invalid. Does not record a use. */
    Uni<Optional<Authority>> authority(Tx tx, Digest hash) {
        return tx.find(FIND, TokenCallers::used, hash, tx.now())
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : caller(tx, found.get(), hash).map(caller -> Optional.of(caller.authority())));
    }

    private record Used(TokenKind kind, String name, Grant grant, String issuer, String subject, String createdBy) {}

    private static Uni<Caller> caller(Tx tx, Used used, Digest hash) {
        Subject subject = new Subject(used.issuer(), used.subject(), null, List.of());
        if (used.kind() == TokenKind.SERVICE) {
            String name = SERVICE + used.name();
            return Uni.createFrom()
                    .item(new Caller(name, name, subject, new Authority(List.of(used.grant()), used.grant()), hash));
        }
        return OidcCallers.granted(tx, subject, false)
                .map(grants -> new Caller(
                        used.createdBy(),
                        used.createdBy() + ", by token " + used.name(),
                        subject,
                        new Authority(grants, used.grant()),
                        hash));
    }

    /** Reads a token, and records token and account in the request's origin. */
    private static Used readUsed(Row row) {
        Used used = used(row);
        RequestOrigin.token(row.getUUID("token_id"), row.getString("name"));
        RequestOrigin.account(used.issuer() + " " + used.subject());
        return used;
    }

    private static Used used(Row row) {
        return new Used(
                TokenKind.valueOf(row.getString("kind")),
                row.getString("name"),
                OidcCallers.grant(row),
                row.getString("issuer"),
                row.getString("subject"),
                row.getString("created_by"));
    }

    /** Returns the API token of an {@code Authorization} header; empty for none and for other bearer tokens. */
    static Optional<String> secret(@Nullable String authorization) {
        String scheme = "Bearer ";
        return authorization != null && authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(authorization.substring(scheme.length()).strip()).filter(TokenSecret::isApiToken)
                : Optional.empty();
    }
}
