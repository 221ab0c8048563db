package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.Arrays;

/** Finds device groups by name, in either case. */
public final class DeviceGroups {
    private static final String FIND = """
            select g.group_id, p.name as product, g.name, g.update_policy, g.target_manifest
            from product p join device_group g using (catalog_id, product_id)
            where p.catalog_id = $1 and lower(p.name) = lower($2) and lower(g.name) = lower($3)
            """;
    private static final String LOCK = FIND + "for no key update of g";

    private DeviceGroups() {}

    /**
     * Returns a group and keeps it as it is until the transaction ends: two deployments to it, or a deployment and a
     * claim into it, happen one after the other. Fails with {@code not-found}.
     */
    public static Uni<GroupRef> lock(Sql sql, CatalogId catalog, String product, String name) {
        return read(sql, LOCK, catalog, product, name);
    }

    /** Returns a group; fails with {@code not-found}. */
    public static Uni<GroupRef> find(Sql sql, CatalogId catalog, String product, String name) {
        return read(sql, FIND, catalog, product, name);
    }

    private static Uni<GroupRef> read(Sql sql, String query, CatalogId catalog, String product, String name) {
        return sql.find(query, DeviceGroups::group, catalog, product, name)
                .map(found -> found.orElseThrow(
                        () -> ProblemException.notFound("Device group " + name + " of product " + product)));
    }

    private static GroupRef group(Row row) {
        return new GroupRef(
                row.getUUID("group_id"),
                row.getString("product"),
                row.getString("name"),
                policy(row.getString("update_policy")),
                row.getLong("target_manifest"));
    }

    private static UpdatePolicy policy(String apiName) {
        return Arrays.stream(UpdatePolicy.values())
                .filter(policy -> policy.apiName().equals(apiName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("unknown update policy " + apiName));
    }
}
