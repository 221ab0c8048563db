package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.product.DeletionImpact;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What goes with a product or a device group. */
final class Deletions {
    // Of a group: the product is null then.
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

    private Deletions() {}

    static Uni<DeletionImpact> ofProduct(Tx tx, UUID product, Instant now) {
        return tx.one(IMPACT, Deletions::impact, tx.catalog(), product, null, now);
    }

    static Uni<DeletionImpact> ofGroup(Tx tx, UUID group, Instant now) {
        return tx.one(IMPACT, Deletions::impact, tx.catalog(), null, group, now);
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
                        "It can be deleted only when no device is in it: move or unclaim them first.",
                        "Its deployments and their history go with it; the images stay.",
                        "Roles and tokens that hold in it alone end.",
                        "The audit log keeps what it was. There is no way back."));
    }

    /** Fails with a conflict when devices are in it. */
    static void requireEmpty(boolean empty, String what) {
        if (!empty) {
            throw ProblemException.conflict("Devices are in " + what
                    + ". Move them to another group, or unclaim them, and delete it then. Nothing was deleted.");
        }
    }
}
