package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Place;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Lists products and their groups, with device counts from the counters. */
@ApplicationScoped
public class ListProducts {
    private static final String PRODUCTS = """
            select p.product_id, p.name, p.description, p.created_at, coalesce(sum(c.devices), 0)::bigint as devices
            from product p
            left join device_group g using (catalog_id, product_id)
            left join current_device_count c
                on c.catalog_id = g.catalog_id and c.group_id = g.group_id and c.manifest_version = 0
                    and c.measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')
            where p.catalog_id = $1
            group by p.catalog_id, p.product_id
            order by lower(p.name)""";
    private static final String GROUPS = """
            select g.group_id, p.name as product, g.name, g.description, g.os_feed_type, g.update_policy,
                   g.allow_crash_dumps, g.region, g.requires_post_quantum,
                   exists (
                       select from deployment d where d.catalog_id = g.catalog_id and d.group_id = g.group_id
                   ) as has_deployment,
                   coalesce(sum(c.devices), 0)::bigint as devices
            from product p
            join device_group g using (catalog_id, product_id)
            left join current_device_count c
                on c.catalog_id = g.catalog_id and c.group_id = g.group_id and c.manifest_version = 0
                    and c.measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')
            where p.catalog_id = $1 and lower(p.name) = lower($2)
            group by g.catalog_id, g.group_id, p.name
            order by g.position, lower(g.name)""";

    private final Transactions transactions;

    ListProducts(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the products that the caller may read, by name. */
    public Uni<List<ProductView>> products(Caller caller, CatalogId catalog) {
        return transactions
                .sqlInCatalog(catalog, sql -> sql.list(PRODUCTS, Listed::of, catalog))
                .map(found -> found.stream()
                        .filter(listed -> caller.authority().may(Act.READ, new Place(catalog, listed.id(), null)))
                        .map(Listed::view)
                        .toList());
    }

    private record Listed(UUID id, ProductView view) {
        static Listed of(Row row) {
            return new Listed(row.getUUID("product_id"), product(row));
        }
    }

    /** Returns a product's groups in their order. */
    public Uni<List<DeviceGroupView>> groups(CatalogId catalog, String product) {
        return transactions.sqlInCatalog(catalog, sql -> groups(sql, catalog, product));
    }

    /** Returns a product; fails with {@code not-found}. */
    static Uni<ProductView> product(Sql sql, CatalogId catalog, String name) {
        return sql.list(PRODUCTS, ListProducts::product, catalog)
                .map(products -> products.stream()
                        .filter(product -> product.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("Product " + name)));
    }

    /** Returns a group; fails with {@code not-found}. */
    static Uni<DeviceGroupView> group(Sql sql, CatalogId catalog, String product, String name) {
        return groups(sql, catalog, product)
                .map(groups -> groups.stream()
                        .filter(group -> group.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(
                                () -> ProblemException.notFound("Device group " + name + " of product " + product)));
    }

    static Uni<List<DeviceGroupView>> groups(Sql sql, CatalogId catalog, String product) {
        return sql.list(GROUPS, ListProducts::group, catalog, product)
                // None: all were deleted, unless there is no such product.
                .call(found -> found.isEmpty()
                        ? product(sql, catalog, product)
                        : Uni.createFrom().nullItem());
    }

    private static ProductView product(Row row) {
        return new ProductView(
                row.getString("name"),
                row.getString("description"),
                row.getLong("devices"),
                Columns.instant(row, "created_at"));
    }

    private static DeviceGroupView group(Row row) {
        return new DeviceGroupView(
                row.getUUID("group_id"),
                row.getString("product"),
                row.getString("name"),
                row.getString("description"),
                row.getString("os_feed_type"),
                row.getString("update_policy"),
                row.getString("allow_crash_dumps"),
                row.getString("region"),
                row.getLong("devices"),
                row.getBoolean("has_deployment"),
                row.getBoolean("requires_post_quantum"));
    }
}
