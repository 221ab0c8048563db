package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.job.LeasedJob;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.job.DeviceJobFields;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobState;
import dev.holdfast.contract.operator.job.DeviceJobView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists jobs and their refused devices. */
@Singleton
class ListDeviceJobs extends KeysetList<DeviceJobView> {
    private static final String SELECT = """
            select job_id, operation, state, spec::text as spec, filter, reason, started_by, started_at, finished_at, devices_total,
                changed, unchanged, refused, failure, issuer, subject, token
            from device_job where catalog_id = $1""";
    private static final String ONE = SELECT + " and job_id = $2";
    private static final FieldColumns FIELDS = new FieldColumns()
            .whole("is", "x.state")
            .whole("operation", "x.operation")
            .whole("by", "x.started_by")
            .part("reason", "coalesce(x.reason, '')")
            .ago("at", "x.started_at")
            .words("coalesce(x.filter, '')", "coalesce(x.reason, '')", "x.started_by");
    private static final String REFUSALS = """
            select device_id, code, reason from device_job_refusal
            where catalog_id = $1 and job_id = $2 and device_id > $3
            order by device_id limit $4""";

    ListDeviceJobs(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "device-jobs",
                        DeviceJobView.class,
                        DeviceJobFields.VOCABULARY,
                        FIELDS::on,
                        Order.Choice.of(
                                new Order.Key("at", "x.started_at", "timestamptz"),
                                new Order.Key("id", "x.job_id", "uuid"),
                                true),
                        SELECT,
                        each(ListDeviceJobs::view)));
    }

    /** Returns the jobs that the caller may read. Without a role for the whole catalog, these are the jobs that the caller started. */
    Pages<DeviceJobView> of(Caller caller, CatalogId catalog, @Nullable String filter, @Nullable String sort) {
        return pages(catalog, filter(filter), sort, found -> {
            if (!readsAll(caller, catalog)) {
                addStartedBy(found, caller);
            }
        });
    }

    /** Returns a job that the caller may read; fails with {@code not-found}. */
    Uni<DeviceJobView> readable(Caller caller, CatalogId catalog, UUID job) {
        return transactions.inCatalog(caller, catalog, tx -> readable(tx, job));
    }

    /** Returns a job that the caller may read; fails with {@code not-found}. */
    Uni<DeviceJobView> readable(Tx tx, UUID job) {
        return one(tx, job)
                .call(view -> (readsAll(Caller.of(tx), tx.catalog())
                                ? Uni.createFrom().item(true)
                                : isOwn(tx, job))
                        .invoke(theirs -> {
                            if (!theirs) {
                                throw missing(job);
                            }
                        }));
    }

    /** Returns whether the caller started a job. */
    static Uni<Boolean> isOwn(Tx tx, UUID job) {
        SqlBuilder own = new SqlBuilder(tx.catalog())
                .sql("select x.job_id from device_job x where x.catalog_id = $1 and x.job_id = ")
                .value(job, "uuid");
        addStartedBy(own, Caller.of(tx));
        return tx.list(own.text(), row -> row.getUUID("job_id"), own.parameters())
                .map(found -> !found.isEmpty());
    }

    private static boolean readsAll(Caller caller, CatalogId catalog) {
        return caller.authority().may(Permission.READ, Scope.of(catalog));
    }

    /**
     * Adds the condition that the caller started the job. A person matches jobs of all of their tokens. A token matches only its own jobs,
     * because it may have fewer permissions than the person. Callers without an OIDC subject match by name.
     */
    private static void addStartedBy(SqlBuilder found, Caller caller) {
        Digest token = caller.token();
        if (token != null) {
            found.sql(" and x.token = ").value(token, "bytea");
        } else if (caller.subject().isKnown()) {
            found.sql(" and x.issuer = ").value(caller.subject().issuer(), "text");
            found.sql(" and x.subject = ").value(caller.subject().id(), "text");
        } else {
            found.sql(" and x.subject = '' and lower(x.started_by) = lower(")
                    .value(caller.name(), "text")
                    .sql(")");
        }
    }

    /** Returns a job; fails with {@code not-found}. */
    Uni<DeviceJobView> one(Tx tx, UUID job) {
        return tx.find(ONE, ListDeviceJobs::view, tx.catalog(), job)
                .map(found -> found.orElseThrow(() -> missing(job)));
    }

    private static ProblemException missing(UUID job) {
        return ProblemException.notFound("Job " + job);
    }

    /** Returns a page of the devices that a readable job refused; fails with {@code not-found}. */
    Uni<DeviceJobRefusalPage> refusals(
            Caller caller, CatalogId catalog, UUID job, @Nullable DeviceId after, int limit) {
        return transactions.inCatalog(
                caller,
                catalog,
                tx -> readable(tx, job)
                        .chain(view -> tx.list(
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
        JobSpec spec = JobSpec.read(row);
        DeviceJobState state = DeviceJobState.valueOf(row.getString("state"));
        String failure = row.getString("failure");
        long changed = row.getLong("changed");
        long unchanged = row.getLong("unchanged");
        long refused = row.getLong("refused");
        return new DeviceJobView(
                row.getUUID("job_id"),
                spec.operation(),
                state,
                spec.summary(),
                row.getString("filter"),
                row.getString("reason"),
                row.getString("started_by"),
                Columns.instant(row, "started_at"),
                Columns.instantOrNull(row, "finished_at"),
                row.getLong("devices_total"),
                changed + unchanged + refused,
                changed,
                unchanged,
                refused,
                failure != null && state == DeviceJobState.RUNNING ? LeasedJob.triedAgain(failure) : failure);
    }
}
