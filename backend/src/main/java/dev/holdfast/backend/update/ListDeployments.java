package dev.holdfast.backend.update;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.deployment.DeploymentFields;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The deployments of a catalog, newest first. */
@Singleton
public class ListDeployments extends KeysetList<DeploymentView> {
    private static final Order.Key AT = new Order.Key("at", "x.created_at", "timestamptz");
    private static final Order.Key ID = new Order.Key("id", "x.deployment_id", "uuid");

    private final Transactions transactions;

    ListDeployments(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "deployments",
                        DeploymentView.class,
                        DeploymentFields.VOCABULARY,
                        DeploymentTerms::new,
                        Order.Choice.of(AT, ID, true)));
        this.transactions = transactions;
    }

    /** Returns those to a group; fails with {@code not-found}. */
    Uni<Pages<DeploymentView>> ofGroup(CatalogId catalog, String product, String group, ListParameters asked) {
        Filter filter = filter(asked.filter());
        return transactions
                .inCatalog(catalog, tx -> DeviceGroups.find(tx, product, group))
                .map(found -> pages(
                        catalog,
                        filter,
                        asked.sort(),
                        rows -> rows.sql(" and x.group_id = ").value(found.id(), "uuid")));
    }

    @Override
    protected void select(SqlBuilder condition, Instant now) {
        condition.sql(DeploymentRows.SELECT);
    }

    @Override
    protected Uni<List<DeploymentView>> views(Tx tx, List<Row> rows) {
        return DeploymentRows.views(tx, rows);
    }
}
