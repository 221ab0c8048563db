package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.rollout.RolloutFailureFields;
import dev.holdfast.contract.operator.rollout.RolloutFailureKind;
import dev.holdfast.contract.operator.rollout.RolloutFailureView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Lists the failed devices of a rollout, by default newest failure first. Not a bean, because exports name no rollout. */
final class FailedDevices extends KeysetList<RolloutFailureView> {
    private static final Order.Key AT = new Order.Key("at", "x.at", "timestamptz");
    private static final Order.Key ID = new Order.Key("id", "x.device_id", "bytea");

    private static final String SELECT = """
            select f.rollout_id, f.device_id, d.name, f.phase, f.step, f.code, f.at
            from rollout_failure f
            join device d on d.catalog_id = f.catalog_id and d.device_id = f.device_id
            where f.catalog_id = $1""";
    private static final String EXISTS = "select from rollout where catalog_id = $1 and rollout_id = $2";

    private static final FieldColumns FIELDS = new FieldColumns()
            .choice(
                    "kind",
                    Map.of(
                            "failed", "x.step = 'FAILED'",
                            "returned", "x.step = 'RETURNED'",
                            "not-attested", "x.step = 'NOT_ATTESTED'",
                            "silent", "x.step = 'SILENT'"))
            .any("phase", (condition, number) -> condition.sql("x.phase = ").value(Integer.valueOf(number), "int"))
            .whole("code", "x.code")
            .ago("at", "x.at")
            .words("x.name");

    FailedDevices(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "failures",
                        RolloutFailureView.class,
                        RolloutFailureFields.VOCABULARY,
                        FIELDS::on,
                        Order.Choice.of(AT, ID, true),
                        SELECT,
                        each(FailedDevices::view)));
    }

    /** Returns the failed devices of a rollout; fails with {@code not-found}. */
    Uni<Pages<RolloutFailureView>> of(CatalogId catalog, UUID rollout, ListParameters parameters) {
        Filter filter = filter(parameters.filter());
        return transactions
                .inCatalog(catalog, tx -> tx.find(EXISTS, row -> true, catalog, rollout))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Rollout " + rollout)))
                .map(exists -> pages(
                        catalog,
                        filter,
                        parameters.sort(),
                        rows -> rows.sql(" and x.rollout_id = ").value(rollout, "uuid")));
    }

    private static RolloutFailureView view(Row row) {
        return new RolloutFailureView(
                Columns.device(row, "device_id"),
                row.getString("name"),
                row.getInteger("phase"),
                RolloutFailureKind.valueOf(row.getString("step")),
                row.getString("code"),
                Columns.instant(row, "at"));
    }
}
