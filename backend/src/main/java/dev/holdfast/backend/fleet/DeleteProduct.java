package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.operator.product.DeletionImpact;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.DELETE;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deletes products and device groups that have no devices. */
@ApplicationScoped
class DeleteProduct {
    // Either $2, the product, or $3, the group, is null. Rows that count devices by trust have manifest version 0.
    private static final String IMPACT = """
            with gone as (
                select g.group_id from device_group g
                where g.catalog_id = $1 and (g.product_id = $2 or g.group_id = $3)
            )
            select (select count(*) from gone)::int as groups,
                (select coalesce(sum(c.devices), 0) from current_device_count c
                    where c.catalog_id = $1 and c.group_id in (select group_id from gone) and c.manifest_version = 0
                      and c.measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN'))::bigint as devices,
                (select count(*) from deployment d
                    where d.catalog_id = $1 and d.group_id in (select group_id from gone))::int as deployments,
                (select count(*) from role_assignment a
                    where a.catalog_id = $1 and (a.product_id = $2 or a.group_id = $3))::int as roles,
                (select count(*) from api_token t
                    where t.catalog_id = $1 and (t.product_id = $2 or t.group_id = $3)
                      and t.revoked_at is null and t.expires_at > $4)::int as tokens,
                (select count(*) from policy_active a
                    where a.catalog_id = $1 and (a.scope = 'PRODUCT' and a.scope_id = $2
                        or a.scope = 'GROUP' and a.scope_id in (select group_id from gone)))::int as policies""";

    private static final String FIND =
            "select product_id from product where catalog_id = $1 and lower(name) = lower($2) and not unassigned";
    private static final String LOCK = FIND + " for update";
    private static final String DELETE = "select delete_product($1) as done";
    private static final String DELETE_GROUP = "select delete_device_group($1) as done";

    private final Commands commands;

    DeleteProduct(Commands commands) {
        this.commands = commands;
    }

    /** Returns what deleting a product would delete; fails with {@code not-found}. */
    Uni<DeletionImpact> impact(String product) {
        return commands.run(tx -> id(tx, FIND, product).chain(id -> impact(tx, id, null)));
    }

    /** Returns what deleting a group would delete; fails with {@code not-found}. */
    Uni<DeletionImpact> impact(String product, String group) {
        return commands.run(tx -> DeviceGroups.find(tx, product, group).chain(found -> impact(tx, null, found.id())));
    }

    private static Uni<DeletionImpact> impact(Tx tx, @Nullable UUID product, @Nullable UUID group) {
        return tx.one(IMPACT, DeleteProduct::impact, tx.catalog(), product, group, tx.now());
    }

    /** Deletes a product with its groups; fails with {@code not-found}, or {@code conflict} when it has devices. */
    Uni<Void> delete(String product, IfMatch expected) {
        return commands.run(tx -> id(tx, LOCK, product)
                .chain(id -> ListProducts.product(tx, product)
                        .invoke(found -> expected.require(ListProducts.tag(found)))
                        .chain(found -> delete(tx, found, id))));
    }

    private static Uni<Void> delete(Tx tx, ProductView product, UUID id) {
        return DeviceGroups.lockForDeletion(tx, id)
                .chain(() -> ListProducts.groups(tx, product.name()))
                .chain(groups -> DeletionAudit.of(tx, id, null)
                        .call(() -> tx.emit(Stream.concat(
                                        groups.stream().map(DeleteProduct::event),
                                        Stream.of(Event.of("ProductDeleted", product.name(), Map.of())
                                                .about(id)))
                                .toList()))
                        .call(() -> delete(tx, DELETE, id, "the product"))
                        .chain(ended -> tx.audit(ended.entries(tx, product, groups))));
    }

    /** Deletes a group; fails with {@code not-found}, or {@code conflict} when it has devices. */
    Uni<Void> delete(String product, String group, IfMatch expected) {
        return commands.run(tx -> DeviceGroups.lockForDeletion(tx, product, group)
                .chain(() -> ListProducts.group(tx, product, group))
                .invoke(found -> expected.require(ListProducts.tag(found)))
                .chain(found -> DeletionAudit.of(tx, null, found.id())
                        .call(() -> tx.emit(event(found)))
                        .call(() -> delete(tx, DELETE_GROUP, found.id(), "the group"))
                        .chain(ended -> tx.audit(ended.entries(tx, found)))));
    }

    private static Uni<Boolean> delete(Tx tx, String delete, UUID id, String what) {
        return tx.one(delete, row -> row.getBoolean("done"), id).invoke(done -> requireEmpty(done, what));
    }

    private static Uni<UUID> id(Tx tx, String query, String product) {
        return tx.find(query, row -> row.getUUID("product_id"), tx.catalog(), product)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Product " + product)));
    }

    /** Returns the event of a group's deletion. It makes gateways drop the group's target manifest. */
    private static Event event(DeviceGroupView group) {
        return Event.of("GroupDeleted", group.id().toString(), Map.of("group", ListProducts.title(group)))
                .invalidating(Change.of(group.id()));
    }

    private static DeletionImpact impact(Row row) {
        return new DeletionImpact(
                row.getLong("devices"),
                row.getInteger("groups"),
                row.getInteger("deployments"),
                row.getInteger("roles"),
                row.getInteger("tokens"),
                row.getInteger("policies"),
                List.of(
                        "Only products and groups without devices can be deleted. Move or unclaim the devices first.",
                        "The deployments and their history are deleted. Images are kept.",
                        "Roles and tokens that are limited to the product or group end.",
                        "The audit log keeps a record. This cannot be undone."));
    }

    private static void requireEmpty(boolean empty, String what) {
        if (!empty) {
            throw ProblemException.conflict("There are devices in " + what
                    + ". Nothing was deleted. Move the devices to another group or unclaim them, then try again.");
        }
    }
}
