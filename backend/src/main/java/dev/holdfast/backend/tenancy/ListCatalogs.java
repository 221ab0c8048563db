package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.list.SingleOrderList;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.authority.Authority;
import dev.holdfast.backend.tenancy.authority.Grant;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.catalog.CatalogView;
import dev.holdfast.contract.operator.identity.Permission;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Lists the catalogs in which the caller has a role, by name. */
@ApplicationScoped
class ListCatalogs {
    private static final Order.Key NAME = new Order.Key("name", "lower(x.name)", "text");
    private static final SingleOrderList LIST = new SingleOrderList("catalogs", new Order(NAME, NAME, false));
    private static final String SELECT = "select * from catalogs_listed(";

    private final Transactions transactions;

    ListCatalogs(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<Slice<CatalogView>> page(Authority authority, PageParameters parameters) {
        return transactions.inInstallation(tx -> {
            SqlBuilder all = new SqlBuilder(tx.catalog()).sql(SELECT);
            if (authority.may(Permission.READ, Scope.INSTALLATION)) {
                all.sql("null)");
            } else {
                all.value(visible(authority), "uuid[]").sql(")");
            }
            return LIST.page(
                    tx,
                    all.sql(" where $1::uuid is not null"),
                    parameters,
                    rows -> Uni.createFrom()
                            .item(rows.stream().map(ListCatalogs::view).toList()));
        });
    }

    private static UUID[] visible(Authority authority) {
        return authority.grants().stream()
                .map(Grant::scope)
                .map(Scope::catalog)
                .distinct()
                .filter(authority::hasAnyRoleIn)
                .map(CatalogId::value)
                .toArray(UUID[]::new);
    }

    private static CatalogView view(Row row) {
        return new CatalogView(
                row.getUUID("catalog_id"),
                row.getString("name"),
                row.getString("display_name"),
                Columns.instant(row, "created_at"));
    }
}
