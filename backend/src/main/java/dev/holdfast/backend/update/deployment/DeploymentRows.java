package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.image.DeployedImage;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** SQL and row mapper of {@link DeploymentView}, without deployments of rollouts that have not completed. Progress: the group's counters, or the final numbers of a superseded deployment. */
final class DeploymentRows {
    /** Deployments without the devices that will not get them. */
    static final String SELECT = select(
            "",
            "null::bigint as held, null::bigint as blocked, null::bigint as offline, null::bigint as unknown, null::bigint as unreachable");
    // Reads only devices that did not attest the deployment, by the index on groups, and not all of a large group:
    // scripts ask every few seconds. An untrusted device still gets the deployment, and is held only if it attested
    // after it had installed it, or if the update policy holds the deployment.
    private static final String LEFT = """
            left join lateral (
                select count(*) filter (where w.is_blocked) as blocked,
                    count(*) filter (where not w.is_blocked and w.is_silent) as offline,
                    count(*) filter (where not w.is_blocked and not w.is_silent and w.is_held) as held,
                    count(*) filter (where w.is_free and w.update_version < d.manifest_version and not w.unreachable) as unknown,
                    count(*) filter (where w.is_free and w.unreachable
                        and not (w.update_version = d.manifest_version and w.update_step in ('INSTALLED', 'CONFIRMED'))) as unreachable
                from (
                    select x.blocked_at is not null as is_blocked, coalesce(x.last_seen, x.claimed_at) < $2 as is_silent,
                        x.trust <> 'UNTRUSTED' and x.pinned_at is null as is_free, x.update_version, x.update_step, x.unreachable,
                        x.update_version = d.manifest_version and x.update_step = 'HELD'
                        or x.trust = 'UNTRUSTED' and x.installed_manifest = d.manifest_version and exists (
                            select from device_report r
                            where r.catalog_id = d.catalog_id and r.device_id = x.device_id and r.received_at < x.last_attestation
                              and r.kind = 'UPDATE_INSTALLED' and r.detail ->> 'manifestVersion' = d.manifest_version::text) as is_held
                    from (
                        (select * from device x where x.catalog_id = d.catalog_id and x.group_id = d.group_id
                            and x.attested_manifest < d.manifest_version limit 10000)
                        union all
                        (select * from device x where x.catalog_id = d.catalog_id and x.group_id = d.group_id
                            and x.attested_manifest > d.manifest_version limit 10000)) x
                    where not (x.update_version = d.manifest_version and x.update_step in ('FAILED', 'RETURNED'))) w
            ) w on d.superseded_at is null
            """;
    /** Deployments with the devices that will not get them. {@code $2}: devices that are silent since then count as offline. */
    static final String COUNTED = select(LEFT, "w.held, w.blocked, w.offline, w.unknown, w.unreachable");

    private DeploymentRows() {}

    private static String select(String join, String columns) {
        return """
            select d.deployment_id, d.group_id, p.name as product, g.name as group_name, d.manifest_version,
                   d.superseded_at is null as is_current, d.created_at, d.created_by,
                   coalesce(n.targeted, d.final_targeted)::bigint as targeted,
                   coalesce(n.installed, d.final_installed)::bigint as installed,
                   coalesce(n.attested, d.final_attested)::bigint as attested,
                   coalesce(n.failed, d.final_failed)::bigint as failed, %s
            from deployment d
            join device_group g using (catalog_id, group_id)
            join product p using (catalog_id, product_id)
            left join lateral (
                select coalesce(sum(c.devices) filter (where c.measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')), 0) as targeted,
                       coalesce(sum(c.devices) filter (where c.measure in ('INSTALLED', 'CONFIRMED') and c.manifest_version = d.manifest_version), 0) as installed,
                       coalesce(sum(c.devices) filter (where c.measure = 'ATTESTED' and c.manifest_version = d.manifest_version), 0) as attested,
                       coalesce(sum(c.devices) filter (where c.measure in ('FAILED', 'RETURNED') and c.manifest_version = d.manifest_version), 0) as failed
                from current_device_count c
                where c.catalog_id = d.catalog_id and c.group_id = d.group_id
            ) n on d.superseded_at is null
            %swhere d.catalog_id = $1 and d.current_since is not null
            """.formatted(columns, join);
    }

    /** Returns the rows as views with their images. */
    static Uni<List<DeploymentView>> views(Tx tx, List<Row> rows) {
        return DeployedImage.of(
                        tx,
                        rows.stream().map(row -> row.getUUID("deployment_id")).toList())
                .map(images -> rows.stream().map(row -> view(row, images)).toList());
    }

    private static DeploymentView view(Row row, Map<UUID, List<ImageView>> images) {
        UUID id = row.getUUID("deployment_id");
        long targeted = row.getLong("targeted");
        long installed = row.getLong("installed");
        long attested = row.getLong("attested");
        long failed = row.getLong("failed");
        return new DeploymentView(
                id,
                row.getString("product"),
                row.getString("group_name"),
                row.getLong("manifest_version"),
                row.getBoolean("is_current"),
                images.getOrDefault(id, List.of()),
                Columns.instant(row, "created_at"),
                row.getString("created_by"),
                targeted,
                targeted - installed - attested - failed,
                installed,
                attested,
                failed,
                row.getLong("held"),
                row.getLong("blocked"),
                row.getLong("offline"),
                row.getLong("unknown"),
                row.getLong("unreachable"));
    }
}
