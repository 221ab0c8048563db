package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.job.Attempts;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobState;
import dev.holdfast.contract.operator.job.DeviceJobView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists jobs and what they left as it was. */
@ApplicationScoped
class ListDeviceJobs {
    private static final String SELECT = """
            select job_id, act, state, wish::text as wish, filter, reason, started_by, started_at, finished_at, devices_in_all,
                changed, unchanged, refused, failure
            from device_job where catalog_id = $1""";
    private static final String ONE = SELECT + " and job_id = $2";
    private static final String NEWEST = SELECT + " order by started_at desc, job_id limit $2";
    private static final String REFUSALS = """
            select device_id, code, reason from device_job_refusal
            where catalog_id = $1 and job_id = $2 and device_id > $3
            order by device_id limit $4""";

    private final Transactions transactions;

    ListDeviceJobs(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<List<DeviceJobView>> newest(CatalogId catalog, int limit) {
        return transactions.sqlInCatalog(catalog, sql -> sql.list(NEWEST, ListDeviceJobs::view, catalog, limit));
    }

    Uni<DeviceJobView> one(CatalogId catalog, UUID job) {
        return transactions.sqlInCatalog(catalog, sql -> one(sql, catalog, job));
    }

    /** Returns a job; fails with {@code not-found}. */
    Uni<DeviceJobView> one(Sql sql, CatalogId catalog, UUID job) {
        return sql.find(ONE, ListDeviceJobs::view, catalog, job)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Job " + job)));
    }

    Uni<DeviceJobRefusalPage> refusals(CatalogId catalog, UUID job, @Nullable DeviceId after, int limit) {
        return transactions.sqlInCatalog(
                catalog,
                sql -> one(sql, catalog, job)
                        .chain(view -> sql.list(
                                        REFUSALS,
                                        ListDeviceJobs::refusal,
                                        catalog,
                                        job,
                                        after == null ? new byte[0] : after,
                                        limit)
                                .map(page -> new DeviceJobRefusalPage(
                                        page,
                                        view.refused(),
                                        page.size() < limit
                                                ? null
                                                : page.getLast().deviceId()))));
    }

    private static DeviceJobRefusal refusal(Row row) {
        return new DeviceJobRefusal(Columns.device(row, "device_id"), row.getString("code"), row.getString("reason"));
    }

    private static DeviceJobView view(Row row) {
        DeviceJobAct act = DeviceJobAct.valueOf(row.getString("act"));
        DeviceJobState state = DeviceJobState.valueOf(row.getString("state"));
        String failure = row.getString("failure");
        long changed = row.getLong("changed");
        long unchanged = row.getLong("unchanged");
        long refused = row.getLong("refused");
        return new DeviceJobView(
                row.getUUID("job_id"),
                act,
                state,
                JobWish.read(act, new JsonObject(row.getString("wish"))).summary(),
                row.getString("filter"),
                row.getString("reason"),
                row.getString("started_by"),
                Columns.instant(row, "started_at"),
                Columns.instantOrNull(row, "finished_at"),
                row.getLong("devices_in_all"),
                changed + unchanged + refused,
                changed,
                unchanged,
                refused,
                failure != null && state == DeviceJobState.RUNNING ? Attempts.triedAgain(failure) : failure);
    }
}
