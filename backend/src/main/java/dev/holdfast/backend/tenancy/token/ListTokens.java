package dev.holdfast.backend.tenancy.token;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.CallerListing;
import dev.holdfast.backend.tenancy.authority.ScopeFilter;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.TokenFields;
import dev.holdfast.contract.operator.identity.TokenKind;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lists the caller's personal tokens, and for owners all tokens of their scopes. Active tokens come first: lists are in descending order of
 * the tokens' end.
 */
@Singleton
class ListTokens extends KeysetList<TokenView> implements CallerListing<TokenView> {
    private static final FieldColumns FIELDS = new FieldColumns()
            .whole("is", "x.state")
            .whole("kind", "x.kind")
            .whole("role", "replace(x.role, '_', '-')")
            .choice("scope", ScopeFilter.SCOPES)
            .whole("product", "coalesce(x.product, '')")
            .whole("group", "coalesce(x.grp, '')")
            .part("name", "x.name")
            .whole("by", "x.created_by")
            .ago("at", "x.created_at")
            .ago("used", "coalesce(x.last_used_at, '-infinity')")
            .ahead("expires", "x.expires_at")
            .words("x.name", "x.prefix");

    ListTokens(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "tokens",
                        TokenView.class,
                        TokenFields.VOCABULARY,
                        FIELDS::on,
                        Order.Choice.of(
                                new Order.Key("end", "least(x.revoked_at, x.expires_at)", "timestamptz"),
                                new Order.Key("id", "x.token_id", "uuid"),
                                true,
                                new Order.Key("at", "x.created_at", "timestamptz")),
                        Tokens.SELECT,
                        each(Tokens::read)));
    }

    /** Fails with {@code forbidden} for API tokens, which can see no token: another person may use them. */
    @Override
    public Pages<TokenView> pages(Caller caller, CatalogId catalog, @Nullable String filter, @Nullable String sort) {
        requirePerson(caller);
        return pages(catalog, filter(filter), sort, found -> narrow(found, caller, catalog));
    }

    /** Returns a token that the caller may see; fails with {@code not-found}, and with {@code forbidden} for API tokens. */
    Uni<TokenView> one(Caller caller, CatalogId catalog, UUID id) {
        requirePerson(caller);
        return transactions
                .inCatalog(catalog, tx -> one(tx, caller, id))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Token " + id)));
    }

    private static void requirePerson(Caller caller) {
        if (caller.authority().isOfToken()) {
            throw ProblemException.of(ProblemType.FORBIDDEN, "API tokens cannot read tokens. Sign in and retry.");
        }
    }

    /** Returns a token that the caller may see and revoke. */
    Uni<Optional<TokenView>> one(Tx tx, Caller caller, UUID id) {
        SqlBuilder found = new SqlBuilder(tx.catalog()).sql("select x.* from (");
        select(found, tx.now());
        found.sql(") x where x.token_id = ").value(id, "uuid");
        narrow(found, caller, tx.catalog());
        return tx.find(found.text(), Tokens::read, found.parameters());
    }

    /** Limits the list to the tokens that the caller may see. With an API token, that is none, because another person may use the token. */
    private static void narrow(SqlBuilder found, Caller caller, CatalogId catalog) {
        found.sql(" and (").sql(caller.authority().isOfToken() ? "false" : "x.kind = '" + TokenKind.PERSONAL + "'");
        found.sql(" and x.issuer = ").value(caller.subject().issuer(), "text");
        found.sql(" and x.subject = ").value(caller.subject().id(), "text");
        found.sql(" or (true");
        ScopeFilter.narrow(found, caller.authority().scopesIn(catalog, Permission.MANAGE_MEMBERS));
        found.sql("))");
    }
}
