package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.DelegatedPrincipal;
import dev.holdfast.backend.tenancy.ScopeTitles;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobState;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts and cancels jobs. */
@ApplicationScoped
class StartDeviceJob {
    // A person's limits count the jobs of all of the person's tokens. So one person can neither block the jobs of
    // others nor displace their finished jobs. The catalog has limits too, because it may have many persons.
    private static final int MAX_RUNNING_PER_PERSON = 4;
    private static final int MAX_ENDED_PER_PERSON = 100;
    private static final int MAX_RUNNING_PER_CATALOG = 20;
    private static final int MAX_ENDED_PER_CATALOG = 1_000;
    /** Finished jobs of a catalog whose refusals are kept. */
    private static final int MAX_WITH_REFUSALS = 100;
    /** Names can change, so a name identifies a person only if the job has no OIDC subject. */
    private static final String OF_PERSON =
            " (case subject when '' then lower(started_by) = lower($2) else issuer = $3 and subject = $4 end)";

    private static final String RUNNING = "select count(*) as running, count(*) filter (where" + OF_PERSON
            + ") as own from device_job where catalog_id = $1 and state = 'RUNNING'";
    /** Finished jobs. Old are those beyond the newest $2 of a person, and beyond the newest $3 of the other jobs of the catalog. */
    private static final String ENDED = """
            with ended as (
                select job_id, started_at, row_number() over (
                    partition by issuer, subject, case subject when '' then lower(started_by) end
                    order by started_at desc, job_id) as of_person
                from device_job where catalog_id = $1 and state <> 'RUNNING'
            ), old as (
                select job_id, of_person > $2 or row_number() over (order by of_person > $2, started_at desc, job_id) > $3 as is_old
                from ended
            )
            """;

    private static final String DELETE_OLD_JOBS = ENDED + """
            delete from device_job j using old where j.catalog_id = $1 and j.job_id = old.job_id and old.is_old""";
    private static final String DELETE_OLD_REFUSALS = ENDED + """
            delete from device_job_refusal r using old where r.catalog_id = $1 and r.job_id = old.job_id and old.is_old""";
    // The lease ends at the start, so that any backend can run the job at once.
    private static final String START = """
            insert into device_job (catalog_id, job_id, operation, state, spec, filter, reason, started_by, issuer,
                subject, member_of, token, started_at, leased_until)
            values ($1, $2, $3, 'RUNNING', $4::text::jsonb, $5, $6, $7, $8, $9, $10, $11, $12, $12)""";
    private final List<DeviceJobHandler> handlers;
    private final ListDeviceJobs list;
    private final Commands commands;

    StartDeviceJob(@All List<DeviceJobHandler> handlers, ListDeviceJobs list, Commands commands) {
        this.handlers = handlers;
        this.list = list;
        this.commands = commands;
    }

    /** Request to start a job; the reason is empty if none was given. */
    record Request(JobSpec spec, DeviceSelection devices, String reason) {}

    /**
     * Starts a job. A filter selects devices in the allowed scopes; named devices elsewhere are refused when the job runs. Fails if no or
     * too many devices are selected, or if too many jobs run.
     */
    Uni<DeviceJobView> start(DelegatedPrincipal principal, JobScopes allowed, Request request) {
        Selections.check(request.devices());
        return commands.runByFilter(tx -> start(tx, principal, allowed, request));
    }

    Uni<DeviceJobView> start(Tx tx, DelegatedPrincipal principal, JobScopes allowed, Request request) {
        UUID id = UUID.randomUUID();
        return allowed.requireDestination(tx, request.spec())
                .chain(() -> DeviceJobHandler.of(handlers, request.spec().operation())
                        .check(tx, request.spec()))
                .chain(() -> requireRoom(tx, principal))
                .chain(() -> insert(tx, principal, id, request))
                .chain(() -> Selections.write(tx, allowed, id, request.devices()))
                .chain(devices -> ScopeTitles.of(tx, allowed.scopes())
                        .chain(where -> tx.audit(startEntry(tx, id, request, devices, where))))
                .chain(() -> list.one(tx, id));
    }

    /** Fails if too many jobs run, then deletes old jobs. The lock keeps two concurrent requests from using the same last free slot. */
    private static Uni<Integer> requireRoom(Tx tx, DelegatedPrincipal who) {
        return tx.alone("device jobs " + tx.catalog())
                .chain(() -> tx.one(
                        RUNNING,
                        row -> row.getLong("own") >= MAX_RUNNING_PER_PERSON
                                ? "You have " + MAX_RUNNING_PER_PERSON
                                : row.getLong("running") >= MAX_RUNNING_PER_CATALOG
                                        ? "The catalog has " + MAX_RUNNING_PER_CATALOG
                                        : "",
                        tx.catalog(),
                        who.name(),
                        who.subject().issuer(),
                        who.subject().id()))
                .invoke(limitReached -> {
                    if (!limitReached.isEmpty()) {
                        throw ProblemException.conflict(limitReached
                                + " jobs running, which is the limit. Wait for one to finish, or cancel one.");
                    }
                })
                .chain(() -> tx.update(DELETE_OLD_JOBS, tx.catalog(), MAX_ENDED_PER_PERSON, MAX_ENDED_PER_CATALOG))
                // Keeps one job less than the limit, because the new job will count too.
                .chain(() -> tx.update(
                        DELETE_OLD_REFUSALS, tx.catalog(), DeviceJobRefusalPage.MAX_JOBS - 1, MAX_WITH_REFUSALS - 1));
    }

    private Uni<Integer> insert(Tx tx, DelegatedPrincipal principal, UUID id, Request request) {
        return tx.update(
                START,
                tx.catalog(),
                id,
                request.spec().operation(),
                JsonObject.mapFrom(request.spec()).encode(),
                request.devices().filter(),
                request.reason(),
                principal.name(),
                principal.subject().issuer(),
                principal.subject().id(),
                Columns.texts(principal.subject().groups(), group -> group),
                principal.token(),
                tx.now());
    }

    private static AuditEntry startEntry(Tx tx, UUID id, Request request, long devices, String where) {
        return tx.entry(
                        "StartDeviceJob",
                        "job " + id,
                        request.spec().summary() + ": "
                                + String.format(Locale.ROOT, "%,d %s", devices, devices == 1 ? "device" : "devices")
                                + selectionWords(request.devices().filter(), where) + ".")
                .because(request.reason().isEmpty() ? null : request.reason());
    }

    private static String selectionWords(@Nullable String filter, String where) {
        if (filter == null) {
            return where.isEmpty() ? "" : ", limited to " + where;
        }
        return filter.isBlank()
                ? ", all " + (where.isEmpty() ? "of the catalog" : "in " + where)
                : " that match " + filter + (where.isEmpty() ? "" : ", in " + where);
    }

    /**
     * Cancels a running job; a finished one stays as it is. Fails with {@code forbidden} unless the caller may start such a job in the
     * whole catalog, or may do so in a part of it and started this one.
     */
    Uni<DeviceJobView> cancel(UUID job) {
        return commands.run(tx -> list.readable(tx, job)
                .call(view -> requireMay(tx, view))
                .call(() -> DeviceJobRecords.end(
                        tx, job, DeviceJobState.CANCELLED, null, tx.actor().name()))
                .chain(() -> list.one(tx, job)));
    }

    /** Without a role for the whole catalog, callers may cancel only their own jobs. */
    private static Uni<Void> requireMay(Tx tx, DeviceJobView job) {
        List<Scope> scopes =
                Caller.of(tx).authority().scopesIn(tx.catalog(), job.operation().needs());
        Uni<Boolean> may = scopes.isEmpty() || scopes.contains(Scope.of(tx.catalog()))
                ? Uni.createFrom().item(!scopes.isEmpty())
                : ListDeviceJobs.isOwn(tx, job.id());
        return may.invoke(allowed -> {
                    if (!allowed) {
                        throw ProblemException.of(
                                ProblemType.FORBIDDEN,
                                "Cancelling requires the permission to start this job. Ask an owner.");
                    }
                })
                .replaceWithVoid();
    }
}
