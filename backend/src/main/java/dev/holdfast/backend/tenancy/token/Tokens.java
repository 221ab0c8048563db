package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.tenancy.TokenSecret;
import dev.holdfast.backend.tenancy.authority.Place;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.contract.operator.identity.NewToken;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.contract.operator.identity.TokenView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tokens of one catalog, or of the installation. */
final class Tokens {
    private static final String SELECT = """
            select t.token_id, t.kind, t.name, t.beginning, t.role, t.product_id, t.group_id, t.issuer, t.subject, t.made_by,
                   t.made_at, t.expires_at, t.last_used_at, t.revoked_at, t.revoked_by, p.name as product, g.name as grp
            from api_token t
            left join product p on p.catalog_id = t.catalog_id and p.product_id = t.product_id
            left join device_group g on g.catalog_id = t.catalog_id and g.group_id = t.group_id
            where t.catalog_id = $1""";
    private static final String ALL = SELECT + " order by t.made_at desc, t.token_id limit 500";
    private static final String OF_PLACE = SELECT + """
             and (t.product_id = $2 or t.group_id = $3) and t.revoked_at is null and t.expires_at > $4
            order by t.token_id""";
    private static final String ONE = SELECT + " and t.token_id = $2";
    private static final String INSERT = """
            insert into api_token (catalog_id, token_id, kind, name, hash, beginning, role, product_id, group_id, issuer, subject,
                made_by, made_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing""";
    private static final String REVOKE = """
            update api_token set revoked_at = $3, revoked_by = $4
            where catalog_id = $1 and token_id = $2 and revoked_at is null""";

    private Tokens() {}

    /**
     * A token, with whose it is and where it holds.
     *
     * @param view as others see it
     * @param place where it holds
     * @param issuer of {@code subject}
     * @param subject who made it
     */
    record Kept(TokenView view, Place place, String issuer, String subject) {
        /** Returns whether it speaks for that person. */
        boolean speaksFor(Subject person) {
            return view.kind() == TokenKind.PERSONAL && issuer.equals(person.issuer()) && subject.equals(person.id());
        }
    }

    static Uni<List<Kept>> all(Sql sql, CatalogId catalog) {
        return sql.list(ALL, row -> read(row, catalog), catalog);
    }

    /** Returns those that are good now and hold in a product or a part of it, or in a group; the other of the two is null. */
    static Uni<List<Kept>> of(Sql sql, CatalogId catalog, @Nullable UUID product, @Nullable UUID group, Instant now) {
        return sql.list(OF_PLACE, row -> read(row, catalog), catalog, product, group, now);
    }

    static Uni<Optional<Kept>> find(Sql sql, CatalogId catalog, UUID id) {
        return sql.find(ONE, row -> read(row, catalog), catalog, id);
    }

    /** Returns whether its name was free. */
    static Uni<Boolean> insert(
            Sql sql, UUID id, Place place, NewToken wanted, String secret, Subject maker, String by, Instant at) {
        return sql.update(
                        INSERT,
                        place.catalog(),
                        id,
                        wanted.kind(),
                        wanted.name(),
                        TokenSecret.hash(secret),
                        secret.substring(0, TokenSecret.BEGINNING),
                        wanted.role(),
                        place.product(),
                        place.group(),
                        maker.issuer(),
                        maker.id(),
                        by,
                        at,
                        at.plus(Duration.ofDays(wanted.days())))
                .map(rows -> rows == 1);
    }

    /** Returns whether it was good until now. */
    static Uni<Boolean> revoke(Sql sql, CatalogId catalog, UUID id, Instant at, String by) {
        return sql.update(REVOKE, catalog, id, at, by).map(rows -> rows == 1);
    }

    private static Kept read(Row row, CatalogId catalog) {
        return new Kept(
                new TokenView(
                        row.getUUID("token_id"),
                        TokenKind.valueOf(row.getString("kind")),
                        row.getString("name"),
                        row.getString("beginning"),
                        Role.valueOf(row.getString("role")),
                        row.getString("product"),
                        row.getString("grp"),
                        row.getString("made_by"),
                        Columns.instant(row, "made_at"),
                        Columns.instant(row, "expires_at"),
                        Columns.instantOrNull(row, "last_used_at"),
                        Columns.instantOrNull(row, "revoked_at"),
                        row.getString("revoked_by")),
                new Place(catalog, row.getUUID("product_id"), row.getUUID("group_id")),
                row.getString("issuer"),
                row.getString("subject"));
    }
}
