package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.id.DeviceId;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Resolves names to scopes. */
@ApplicationScoped
public class NamedScope {
    private static final String PRODUCT = "select product_id, null::uuid as group_id from product"
            + " where catalog_id = $1 and lower(name) = lower($2) and not unassigned";
    private static final String GROUP = """
            select product_id, g.group_id from product p join device_group g using (catalog_id, product_id)
            where p.catalog_id = $1 and lower(p.name) = lower($2) and lower(g.name) = lower($3)
                and not g.unassigned""";
    private static final String DEVICE = """
            select g.product_id, g.group_id from device d join device_group g using (catalog_id, group_id)
            where d.catalog_id = $1 and d.device_id = $2""";
    private static final String ROLLOUT = """
            select g.product_id, g.group_id from rollout r join device_group g using (catalog_id, group_id)
            where r.catalog_id = $1 and r.rollout_id = $2""";

    private final Transactions transactions;

    NamedScope(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the narrowest scope in a request's path; empty when the path names none that exists. */
    Uni<Optional<Scope>> of(CatalogId catalog, MultivaluedMap<String, String> path) {
        String rollout = path.getFirst("rollout");
        String device = path.getFirst("deviceId");
        String product = path.getFirst("product");
        // A path with both names a device of the rollout.
        if (rollout != null) {
            return transactions.inCatalog(catalog, tx -> ofRollout(tx, rollout));
        }
        if (device != null) {
            return transactions.inCatalog(catalog, tx -> ofDevice(tx, device));
        }
        return product == null
                ? Uni.createFrom().item(Optional.empty())
                : transactions.inCatalog(catalog, tx -> find(tx, product, path.getFirst("group")));
    }

    private Uni<Optional<Scope>> find(Tx tx, String product, @Nullable String group) {
        return group == null
                ? tx.find(PRODUCT, row -> scope(tx.catalog(), row), tx.catalog(), product)
                : tx.find(GROUP, row -> scope(tx.catalog(), row), tx.catalog(), product, group);
    }

    /** Checks the fields {@code product} and {@code group} of a request. */
    public static Checks check(CatalogId catalog, @Nullable String product, @Nullable String group) {
        return new Checks()
                .that(group == null || product != null, "product", "is required with a group")
                .that(
                        product == null || !catalog.equals(CatalogId.INSTALLATION),
                        "product",
                        "is not allowed in the installation");
    }

    /** Returns the scope of the catalog, a product or a group; fails with {@code not-found}, or {@code invalid-request} for reserved names. */
    public Uni<Scope> require(Tx tx, @Nullable String product, @Nullable String group) {
        ReservedNames.refuse(product, group);
        return product == null
                ? Uni.createFrom().item(Scope.of(tx.catalog()))
                : find(tx, product, group)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound(
                                (group == null ? "Product " : "Device group " + group + " of product ") + product)));
    }

    private static Uni<Optional<Scope>> ofDevice(Tx tx, String device) {
        DeviceId id;
        try {
            id = DeviceId.parse(device);
        } catch (IllegalArgumentException e) {
            return Uni.createFrom().item(Optional.empty());
        }
        return tx.find(DEVICE, row -> scope(tx.catalog(), row), tx.catalog(), id);
    }

    private static Uni<Optional<Scope>> ofRollout(Tx tx, String rollout) {
        UUID id;
        try {
            id = UUID.fromString(rollout);
        } catch (IllegalArgumentException e) {
            return Uni.createFrom().item(Optional.empty());
        }
        return tx.find(ROLLOUT, row -> scope(tx.catalog(), row), tx.catalog(), id);
    }

    /** Returns the scope of the group of a rollout; fails with {@code not-found}. */
    public Uni<Scope> requireRollout(Tx tx, String rollout) {
        return ofRollout(tx, rollout)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Rollout " + rollout)));
    }

    private static Scope scope(CatalogId catalog, Row row) {
        return new Scope(catalog, row.getUUID("product_id"), row.getUUID("group_id"));
    }
}
