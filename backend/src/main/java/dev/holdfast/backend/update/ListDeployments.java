package dev.holdfast.backend.update;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.DeviceRows;
import dev.holdfast.backend.fleet.FindDevices;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Condition;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.operator.deployment.DeploymentDevicePage;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads deployments and how far they have come, from the counters. */
@ApplicationScoped
public class ListDeployments {
    private static final String SELECT = """
            select d.deployment_id, p.name as product, g.name as group_name, d.manifest_version,
                   d.superseded_at is null as is_current, d.created_at, d.created_by,
                   coalesce(n.targeted, d.final_targeted)::bigint as targeted,
                   coalesce(n.installed, d.final_installed)::bigint as installed,
                   coalesce(n.attested, d.final_attested)::bigint as attested,
                   coalesce(n.failed, d.final_failed)::bigint as failed
            from deployment d
            join device_group g using (catalog_id, group_id)
            join product p using (catalog_id, product_id)
            left join lateral (
                select coalesce(sum(c.devices) filter (where c.measure in ('TRUSTED', 'OUTDATED', 'UNTRUSTED', 'UNKNOWN')), 0) as targeted,
                       coalesce(sum(c.devices) filter (where c.measure = 'INSTALLED' and c.manifest_version = d.manifest_version), 0) as installed,
                       coalesce(sum(c.devices) filter (where c.measure = 'ATTESTED' and c.manifest_version = d.manifest_version), 0) as attested,
                       coalesce(sum(c.devices) filter (where c.measure = 'FAILED' and c.manifest_version = d.manifest_version), 0) as failed
                from current_device_count c
                where c.catalog_id = d.catalog_id and c.group_id = d.group_id
            ) n on d.superseded_at is null
            where d.catalog_id = $1
            """;
    private static final String OF_GROUP =
            SELECT + "and d.group_id = $2 order by d.created_at desc, d.deployment_id limit $3";
    private static final String ONE = SELECT + "and d.deployment_id = $2";
    private static final String OF_DEPLOYMENT = """
            where d.catalog_id = $1
              and d.group_id = (select group_id from deployment where catalog_id = $1 and deployment_id = $2)
            """;
    private static final String DEVICES = "select d.device_id " + DeviceRows.FROM + OF_DEPLOYMENT
            + "order by array_position(array['FAILED', 'PENDING', 'INSTALLED', 'ATTESTED', 'NONE'], "
            + DeviceRows.UPDATE_STATE + "), d.device_id offset $3 limit $4";
    private static final String DEVICE_COUNT = "select count(*) as total " + DeviceRows.FROM + OF_DEPLOYMENT;
    private static final int MOST = 500;

    private final Transactions transactions;
    private final Clock clock;

    ListDeployments(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Returns deployments of the catalog that meet a filter, newest first.
     *
     * @param behind the last deployment of the page before; null for the first page
     */
    public Uni<List<DeploymentView>> newest(CatalogId catalog, Filter filter, @Nullable UUID behind, int limit) {
        Condition found = new Condition(catalog).sql("select x.* from (" + SELECT + ") x where true");
        if (behind != null) {
            found.sql(" and exists (select from deployment l where l.catalog_id = $1 and l.deployment_id = ")
                    .value(behind, "uuid")
                    .sql(
                            " and (x.created_at < l.created_at or x.created_at = l.created_at and x.deployment_id > l.deployment_id))");
        }
        new DeploymentTerms(found, clock.instant()).add(filter);
        found.sql(" order by x.created_at desc, x.deployment_id limit " + limit);
        return transactions.sqlInCatalog(catalog, sql -> read(sql, catalog, found.text(), found.parameters()));
    }

    /** Returns the deployments to a group, newest first; fails with {@code not-found}. */
    public Uni<List<DeploymentView>> ofGroup(CatalogId catalog, String product, String group) {
        return transactions.sqlInCatalog(
                catalog,
                sql -> DeviceGroups.find(sql, catalog, product, group)
                        .chain(found -> read(sql, catalog, OF_GROUP, catalog, found.id(), MOST)));
    }

    /** Returns a deployment; fails with {@code not-found}. */
    public Uni<DeploymentView> one(CatalogId catalog, UUID deployment) {
        return transactions.sqlInCatalog(
                catalog,
                sql -> read(sql, catalog, ONE, catalog, deployment)
                        .map(found -> found.stream()
                                .findFirst()
                                .orElseThrow(() -> ProblemException.notFound("Deployment " + deployment))));
    }

    /** Returns a page of the devices in a deployment's group, those that need someone first. */
    public Uni<DeploymentDevicePage> devices(CatalogId catalog, UUID deployment, int offset, int limit) {
        return one(catalog, deployment)
                .chain(exists -> transactions.sqlInCatalog(
                        catalog,
                        sql -> sql.list(
                                        DEVICES,
                                        row -> Columns.device(row, "device_id"),
                                        catalog,
                                        deployment,
                                        offset,
                                        limit)
                                .chain(ids -> FindDevices.at(sql, catalog, ids))
                                .chain(devices -> sql.one(
                                                DEVICE_COUNT, row -> row.getLong("total"), catalog, deployment)
                                        .map(total -> new DeploymentDevicePage(devices, total)))));
    }

    private static Uni<List<DeploymentView>> read(
            Sql sql, CatalogId catalog, String query, @Nullable Object... parameters) {
        return sql.list(query, row -> row, parameters)
                .chain(rows -> DeployedImage.of(
                                sql,
                                catalog,
                                rows.stream()
                                        .map(row -> row.getUUID("deployment_id"))
                                        .toList())
                        .map(images ->
                                rows.stream().map(row -> view(row, images)).toList()));
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
                failed);
    }
}
