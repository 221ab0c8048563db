package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.list.ShortListing;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.authority.ScopeFilter;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Lists products and their groups, with device counts from the fleet counters. */
@ApplicationScoped
class ListProducts implements ShortListing<ProductView> {
    // Rows that count devices by trust have manifest version 0.
    private static final String PRODUCTS = """
            select x.product_id, x.name, x.description, x.created_at, coalesce(sum(c.devices), 0)::bigint as devices
            from (select p.*, g.group_id from product p left join device_group g using (catalog_id, product_id)) x
            left join current_device_count c
                on c.catalog_id = x.catalog_id and c.group_id = x.group_id and c.manifest_version = 0
                    and c.measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')
            where x.catalog_id = $1 and not x.unassigned""";
    private static final String BY_PRODUCT =
            " group by x.product_id, x.name, x.description, x.created_at order by lower(x.name)";
    private static final String GROUPS = """
            select x.group_id, p.name as product, x.name, x.description, x.os_feed_type, x.update_policy,
                   x.allow_crash_dumps, x.region, x.requires_post_quantum, x.requires_approval, x.time_zone,
                   exists (
                       select from deployment d where d.catalog_id = x.catalog_id and d.group_id = x.group_id
                   ) as has_deployment,
                   exists (
                       select from group_part t
                       join os_offer o on o.feed = x.os_feed_type and o.part = t.part
                       left join manifest_set m
                           on m.catalog_id = t.catalog_id and m.group_id = t.group_id and m.part = t.part and m.cohort = 'CURRENT'
                       left join os_release s on s.release_id = m.release_id and s.withdrawn_at is null
                       where t.catalog_id = x.catalog_id and t.group_id = x.group_id and o.security_version
                           < greatest(s.security_version, aborted_release(t.catalog_id, t.group_id, t.part))
                   ) as feed_is_older,
                   coalesce(sum(c.devices), 0)::bigint as devices
            from product p
            join device_group x using (catalog_id, product_id)
            left join current_device_count c
                on c.catalog_id = x.catalog_id and c.group_id = x.group_id and c.manifest_version = 0
                    and c.measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')
            where p.catalog_id = $1 and not p.unassigned""";
    private static final String BY_GROUP =
            " group by x.catalog_id, x.group_id, p.name order by x.position, lower(x.name)";

    private final Commands commands;

    ListProducts(Commands commands) {
        this.commands = commands;
    }

    /**
     * Returns the products with at least one readable group, ordered by name. If the caller can read the whole catalog, includes products
     * without groups. Counts include readable groups only.
     */
    Uni<List<ProductView>> products() {
        return commands.run(tx -> products(tx, readable(tx)));
    }

    @Override
    public String name() {
        return "products";
    }

    @Override
    public Class<ProductView> type() {
        return ProductView.class;
    }

    @Override
    public boolean isScoped() {
        return true;
    }

    @Override
    public Pages<ProductView> pages(CatalogId catalog) {
        return Pages.of((cursor, limit) -> products().map(rows -> new Slice<>(rows, null)));
    }

    /**
     * Returns the readable groups of a product in order of creation. Fails with {@code not-found} if the product is missing or not readable.
     */
    Uni<List<DeviceGroupView>> groups(String product) {
        return commands.run(tx -> groups(tx, product, readable(tx)));
    }

    private static List<Scope> readable(Tx tx) {
        return Caller.of(tx).authority().scopesIn(tx.catalog(), Permission.READ);
    }

    private static Uni<List<ProductView>> products(Tx tx, List<Scope> scopes) {
        SqlBuilder found = new SqlBuilder(tx.catalog()).sql(PRODUCTS);
        ScopeFilter.narrow(found, scopes);
        found.sql(BY_PRODUCT);
        return tx.list(found.text(), ListProducts::product, found.parameters());
    }

    /** Returns a product; fails with {@code not-found}. */
    static Uni<ProductView> product(Tx tx, String name) {
        return product(tx, name, List.of(Scope.of(tx.catalog())));
    }

    private static Uni<ProductView> product(Tx tx, String name, List<Scope> scopes) {
        return products(tx, scopes)
                .map(products -> products.stream()
                        .filter(product -> product.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.notFound("Product " + name)));
    }

    /** Returns a group; fails with {@code not-found}. */
    static Uni<DeviceGroupView> group(Tx tx, String product, String name) {
        return groups(tx, product)
                .map(groups -> groups.stream()
                        .filter(group -> group.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(
                                () -> ProblemException.notFound("Device group " + name + " of product " + product)));
    }

    static Uni<List<DeviceGroupView>> groups(Tx tx, String product) {
        return groups(tx, product, List.of(Scope.of(tx.catalog())));
    }

    private static Uni<List<DeviceGroupView>> groups(Tx tx, String product, List<Scope> scopes) {
        SqlBuilder query = new SqlBuilder(tx.catalog())
                .sql(GROUPS + " and lower(p.name) = lower(")
                .value(product, "text")
                .sql(")");
        ScopeFilter.narrow(query, scopes);
        query.sql(BY_GROUP);
        return tx.list(query.text(), ListProducts::group, query.parameters())
                // No groups: fails if the product is missing or not readable. A product without groups is valid.
                .call(found -> found.isEmpty()
                        ? product(tx, product, scopes)
                        : Uni.createFrom().nullItem());
    }

    /** Returns the entity tag (RFC 9110 §8.8.3) of a group's settings. */
    static String tag(DeviceGroupView group) {
        return EntityTag.of(
                group.name(),
                group.description(),
                group.osFeedType(),
                group.updatePolicy(),
                group.allowCrashDumpsCollection(),
                group.regionalDataBoundary(),
                group.requiresPostQuantum(),
                group.requiresApproval(),
                group.timeZone());
    }

    /** Returns the entity tag (RFC 9110 §8.8.3) of a product's settings. */
    static String tag(ProductView product) {
        return EntityTag.of(product.name(), product.description());
    }

    /** Returns product and group name for sentences. */
    static String title(DeviceGroupView group) {
        return group.product() + " / " + group.name();
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
                row.getBoolean("requires_post_quantum"),
                row.getBoolean("requires_approval"),
                row.getString("time_zone"),
                row.getBoolean("feed_is_older"));
    }
}
