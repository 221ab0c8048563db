package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.DeviceRows;
import dev.holdfast.backend.fleet.FindDevices;
import dev.holdfast.backend.fleet.Silence;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.deployment.DeploymentDevicePage;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads one deployment and its devices. */
@ApplicationScoped
public class FindDeployments {
    private static final String ONE_OF_GROUP = DeploymentRows.COUNTED
            + "and d.group_id = $3 and (d.deployment_id = $4 or $4::uuid is null and d.superseded_at is null)";
    private static final String ONE = DeploymentRows.COUNTED + "and d.deployment_id = $3";
    private static final String UNCOUNTED = DeploymentRows.SELECT + "and d.deployment_id = $2";
    private static final String OF_DEPLOYMENT = """
            where d.catalog_id = $1
              and d.group_id = (select group_id from deployment where catalog_id = $1 and deployment_id = $2)
            """;
    private static final String DEVICES = "select d.device_id " + DeviceRows.FROM + OF_DEPLOYMENT
            + "order by array_position(array['FAILED', 'RETURNED', 'HELD', 'UNREACHABLE', 'UNKNOWN', 'OFFERED', 'DOWNLOADING',"
            + " 'STAGED', 'WAITING_FOR_WINDOW', 'DEFERRED', 'INSTALLED', 'CONFIRMED', 'ATTESTED', 'NOT_TARGETED'], "
            + DeviceRows.UPDATE_STATE + "), d.device_id offset $3 limit $4";
    private static final String DEVICE_COUNT = "select count(*) as total " + DeviceRows.FROM + OF_DEPLOYMENT;

    private final Transactions transactions;

    FindDeployments(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Returns a deployment to a group; fails with {@code not-found}.
     *
     * @param deployment its GUID; null for the current one
     */
    public Uni<DeploymentView> ofGroup(CatalogId catalog, String product, String group, @Nullable UUID deployment) {
        return transactions.inCatalog(
                catalog,
                tx -> DeviceGroups.find(tx, product, group)
                        .chain(found -> read(tx, ONE_OF_GROUP, catalog, Silence.since(tx), found.id(), deployment)
                                .map(deployments -> deployments.stream()
                                        .findFirst()
                                        .orElseThrow(() -> ProblemException.notFound((deployment == null
                                                        ? "A current deployment"
                                                        : "Deployment " + deployment)
                                                + " to device group " + found.title())))));
    }

    /** Returns a deployment; fails with {@code not-found}. */
    public Uni<DeploymentView> one(CatalogId catalog, UUID deployment) {
        return transactions.inCatalog(catalog, tx -> one(tx, deployment));
    }

    private static Uni<DeploymentView> one(Tx tx, UUID deployment) {
        return read(tx, ONE, tx.catalog(), Silence.since(tx), deployment).map(found -> only(found, deployment));
    }

    /** Returns a deployment without the devices that will not get it, because counting them would take time under a lock. */
    static Uni<DeploymentView> uncounted(Tx tx, UUID deployment) {
        return read(tx, UNCOUNTED, tx.catalog(), deployment).map(found -> only(found, deployment));
    }

    private static DeploymentView only(List<DeploymentView> found, UUID deployment) {
        return found.stream().findFirst().orElseThrow(() -> ProblemException.notFound("Deployment " + deployment));
    }

    /** Returns a page of the devices in a deployment's group, by the state of the group's current update: failed ones first, attested last. */
    public Uni<DeploymentDevicePage> devices(CatalogId catalog, UUID deployment, int offset, int limit) {
        return one(catalog, deployment)
                .chain(exists -> transactions.inCatalog(
                        catalog,
                        tx -> tx.list(
                                        DEVICES,
                                        row -> Columns.device(row, "device_id"),
                                        catalog,
                                        deployment,
                                        offset,
                                        limit)
                                .chain(ids -> FindDevices.inOrder(tx, ids))
                                .chain(devices -> tx.one(DEVICE_COUNT, row -> row.getLong("total"), catalog, deployment)
                                        .map(total -> new DeploymentDevicePage(
                                                devices, total, Parameters.next(offset, devices, total))))));
    }

    private static Uni<List<DeploymentView>> read(Tx tx, String query, @Nullable Object... parameters) {
        return tx.list(query, row -> row, parameters).chain(rows -> DeploymentRows.views(tx, rows));
    }
}
