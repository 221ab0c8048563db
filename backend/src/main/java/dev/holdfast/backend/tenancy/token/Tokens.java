package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.TokenSecret;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.contract.operator.identity.TokenView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tokens of a catalog, or of the installation. */
final class Tokens {
    /** Rows for {@link #read}; {@code $1} is the catalog, {@code $2} the current time. */
    static final String SELECT = """
            select t.token_id, t.kind, t.name, t.prefix, t.role, t.product_id, t.group_id, t.issuer, t.subject, t.created_by,
                   t.created_at, t.expires_at, t.last_used_at, t.revoked_at, t.revoked_by, p.name as product, g.name as grp,
                   case when t.revoked_at is not null then 'REVOKED' when t.expires_at <= $2 then 'EXPIRED' else 'ACTIVE' end as state
            from api_token t
            left join product p on p.catalog_id = t.catalog_id and p.product_id = t.product_id
            left join device_group g on g.catalog_id = t.catalog_id and g.group_id = t.group_id
            where t.catalog_id = $1""";

    private static final String ACTIVE = " and t.revoked_at is null and t.expires_at > $2";
    private static final String OF_SCOPE =
            SELECT + ACTIVE + " and (t.product_id = $3 or t.group_id = $4) order by t.token_id";
    private static final String ONE = SELECT + " and t.token_id = $3";
    private static final String COUNT = """
            select count(*) as active, count(*) filter (where t.issuer = $3 and t.subject = $4) as own
            from api_token t where t.catalog_id = $1""" + ACTIVE;
    private static final String INSERT = """
            insert into api_token (catalog_id, token_id, kind, name, hash, prefix, role, product_id, group_id, issuer, subject,
                created_by, created_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing""";
    private static final String REVOKE = """
            update api_token set revoked_at = $3, revoked_by = $4
            where catalog_id = $1 and token_id = $2 and revoked_at is null""";

    private Tokens() {}

    /** Returns the active tokens in a product with its groups, or in a group; the other argument is null. */
    static Uni<List<TokenView>> of(Tx tx, @Nullable UUID product, @Nullable UUID group, Instant now) {
        return tx.list(OF_SCOPE, Tokens::read, tx.catalog(), now, product, group);
    }

    static Uni<TokenView> one(Tx tx, UUID id) {
        return tx.one(ONE, Tokens::read, tx.catalog(), tx.now(), id);
    }

    /**
     * Number of active tokens.
     *
     * @param inAll number in the catalog or installation
     * @param own number that one person created, service tokens included
     */
    record ActiveTokens(long inAll, long own) {}

    static Uni<ActiveTokens> count(Tx tx, Subject creator) {
        return tx.one(
                COUNT,
                row -> new ActiveTokens(row.getLong("active"), row.getLong("own")),
                tx.catalog(),
                tx.now(),
                creator.issuer(),
                creator.id());
    }

    /** Inserts a token; returns false when the name is taken. */
    static Uni<Boolean> insert(Tx tx, UUID id, Scope scope, NewToken request, String secret) {
        Caller creator = Caller.of(tx);
        Instant now = tx.now();
        return tx.update(
                        INSERT,
                        scope.catalog(),
                        id,
                        request.kind(),
                        request.name(),
                        TokenSecret.hash(secret),
                        secret.substring(0, TokenSecret.PREFIX_LENGTH),
                        request.role(),
                        scope.product(),
                        scope.group(),
                        creator.subject().issuer(),
                        creator.subject().id(),
                        creator.name(),
                        now,
                        now.plus(Duration.ofDays(request.days())))
                .map(rows -> rows == 1);
    }

    /** Revokes a token; returns false when it already was revoked. */
    static Uni<Boolean> revoke(Tx tx, UUID id) {
        return tx.update(REVOKE, tx.catalog(), id, tx.now(), tx.actor().name()).map(rows -> rows == 1);
    }

    static String words(TokenView token) {
        String kind = token.kind() == TokenKind.PERSONAL ? "personal token " : "service token ";
        String scope = scope(token);
        return kind + token.name() + " (" + token.prefix() + "…), " + token.role()
                + (scope == null ? "" : " in " + scope);
    }

    private static @Nullable String scope(TokenView token) {
        return token.group() == null ? token.product() : token.product() + " / " + token.group();
    }

    /** Returns the fields of a token for the audit log. */
    static Map<String, Object> values(TokenView token) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("kind", token.kind());
        values.put("prefix", token.prefix());
        values.put("role", token.role());
        String scope = scope(token);
        if (scope != null) {
            values.put("scope", scope);
        }
        values.put("createdBy", token.createdBy());
        values.put("expiresAt", token.expiresAt().toString());
        return values;
    }

    static TokenView read(Row row) {
        return new TokenView(
                row.getUUID("token_id"),
                TokenKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("prefix"),
                Role.valueOf(row.getString("role")),
                row.getString("product"),
                row.getString("grp"),
                row.getString("created_by"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "expires_at"),
                Columns.instantOrNull(row, "last_used_at"),
                Columns.instantOrNull(row, "revoked_at"),
                row.getString("revoked_by"));
    }
}
