package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.rollout.RolloutFields;
import dev.holdfast.contract.operator.rollout.RolloutView;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Lists the rollouts of a catalog, by default newest first. */
@Singleton
class ListRollouts extends KeysetList<RolloutView> {
    private static final Order.Key AT = new Order.Key("at", "x.created_at", "timestamptz");
    private static final Order.Key ID = new Order.Key("id", "x.rollout_id", "uuid");

    private static final String SELECT = """
            select r.rollout_id, r.group_id, r.state, r.created_at, r.created_by, p.name as product, g.name as group_name,
                r.state = 'DRAFT' and exists (
                    select from approval a where a.catalog_id = r.catalog_id and a.operation = 'START_DEPLOYMENT'
                      and a.part = r.rollout_id::text and a.state = 'PENDING' and a.expires_at > $2) as waits,
                exists (select from rollout_failure f where f.catalog_id = r.catalog_id and f.rollout_id = r.rollout_id) as failing
            from rollout r
            join device_group g using (catalog_id, group_id)
            join product p using (catalog_id, product_id)
            where r.catalog_id = $1""";

    private static final FieldColumns FIELDS = new FieldColumns()
            .choice(
                    "is",
                    Map.of(
                            "active", "x.state not in ('DRAFT', 'COMPLETED', 'ABORTED')",
                            "ended", "x.state in ('COMPLETED', 'ABORTED')",
                            "failing", "x.failing"))
            .any(
                    "state",
                    (condition, state) -> condition.sql(
                            switch (state) {
                                case "draft" -> "x.state = 'DRAFT' and not x.waits";
                                case "awaiting-approval" -> "x.waits";
                                case "scheduled" -> "x.state = 'SCHEDULED'";
                                case "running" -> "x.state = 'RUNNING'";
                                case "soaking" -> "x.state = 'SOAKING'";
                                case "waiting-for-person" -> "x.state = 'WAITING'";
                                case "halted" -> "x.state = 'HALTED'";
                                case "paused" -> "x.state = 'PAUSED'";
                                case "rolling-back" -> "x.state = 'ROLLING_BACK'";
                                case "completed" -> "x.state = 'COMPLETED'";
                                default -> "x.state = 'ABORTED'";
                            }))
            .whole("product", "x.product")
            .whole("group", "x.group_name")
            .whole("by", "x.created_by")
            .ago("at", "x.created_at")
            .words("x.product", "x.group_name", "x.created_by");

    ListRollouts(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "rollouts",
                        RolloutView.class,
                        RolloutFields.VOCABULARY,
                        FIELDS::on,
                        Order.Choice.of(AT, ID, true),
                        SELECT,
                        (tx, rows) -> RolloutViews.of(
                                tx,
                                rows.stream()
                                        .map(row -> row.getUUID("rollout_id"))
                                        .toList())));
    }

    /** Returns the rollouts to a group; fails with {@code not-found}. */
    Uni<Pages<RolloutView>> ofGroup(CatalogId catalog, String product, String group, ListParameters parameters) {
        Filter filter = filter(parameters.filter());
        return transactions
                .inCatalog(catalog, tx -> DeviceGroups.find(tx, product, group))
                .map(found -> pages(
                        catalog,
                        filter,
                        parameters.sort(),
                        rows -> rows.sql(" and x.group_id = ").value(found.id(), "uuid")));
    }
}
