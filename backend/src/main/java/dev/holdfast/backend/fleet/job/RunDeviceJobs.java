package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.job.LeasedJob;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.DelegatedPrincipals;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import dev.holdfast.contract.operator.job.DeviceJobState;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Runs the pages of started jobs. Each page is one transaction. */
@Singleton
public class RunDeviceJobs extends LeasedJob<DeviceJob> {
    private static final Table<DeviceJob> JOBS =
            new Table<>("job", "device_job", "job_id", DeviceJob.COLUMNS, DeviceJob::read, 10);

    private final List<DeviceJobHandler> handlers;
    private final DelegatedPrincipals principals;

    RunDeviceJobs(Transactions transactions, @All List<DeviceJobHandler> handlers, DelegatedPrincipals principals) {
        super(transactions, JOBS);
        this.handlers = handlers;
        this.principals = principals;
    }

    @Override
    @Scheduled(every = "1s", delayed = "3s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> run() {
        return super.run();
    }

    @Override
    protected Uni<Function<DeviceJob, Uni<Optional<DeviceJob>>>> pages(DeviceJob job) {
        return Uni.createFrom().item(this::page);
    }

    @Override
    protected Uni<Void> fail(Tx tx, UUID job, String why) {
        return DeviceJobRecords.end(tx, job, DeviceJobState.FAILED, why, null);
    }

    /**
     * Runs the next page of a job on the devices in its scopes, if the person who started the job still has the permission. Returns the job
     * at the page after that, or empty if the job ended or another backend has taken over.
     */
    Uni<Optional<DeviceJob>> page(DeviceJob job) {
        DeviceJobOperation operation = job.task().spec().operation();
        CatalogId catalog = job.catalog();
        // Not forRows: with its query plans for thousands of rows, each page of 500 would scan the whole fleet.
        return transactions
                .inCatalog(
                        job.principal(),
                        catalog,
                        tx -> principals
                                .scopes(tx, job.principal(), operation.needs(), catalog)
                                .map(scopes -> JobScopes.of(operation, catalog, scopes))
                                .chain(allowed ->
                                        allowed.scopes().isEmpty() ? end(tx, job) : perform(tx, job, allowed)))
                .invoke(done -> DeviceJobHandler.of(handlers, operation).committed());
    }

    /** Ends a job if the person who started it no longer has the permission in any scope. */
    private Uni<Optional<DeviceJob>> end(Tx tx, DeviceJob job) {
        CatalogId catalog = job.catalog();
        return principals
                .objection(tx, job.principal(), job.task().spec().operation().needs(), Scope.of(catalog))
                .chain(objection -> fail(tx, job.id(), endReason(job, objection.orElseThrow())))
                .replaceWith(Optional.empty());
    }

    private Uni<Optional<DeviceJob>> perform(Tx tx, DeviceJob job, JobScopes allowed) {
        return DeviceJobRecords.hold(tx, runner, job)
                .chain(devices -> devices.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : RequestOrigin.with(tx, job.from(), () -> perform(tx, job, allowed, devices.get()))
                                .call(done -> DeviceJobRecords.advance(tx, job, devices.get(), done))
                                .map(done -> job.isLastPage() ? Optional.empty() : Optional.of(job.next(done))));
    }

    private Uni<DeviceJobHandler.PageResult> perform(Tx tx, DeviceJob job, JobScopes allowed, List<DeviceId> devices) {
        DeviceJobHandler handler =
                DeviceJobHandler.of(handlers, job.task().spec().operation());
        return allowed.requireDestination(tx, job.task().spec())
                .chain(() -> allowed.lockInScopes(tx, devices))
                .chain(within -> (within.isEmpty()
                                ? Uni.createFrom().item(new DeviceJobHandler.PageResult(0, List.of()))
                                : handler.perform(tx, job.task(), within))
                        .map(done -> done.refusing(DeviceJobHandler.notFound(
                                devices,
                                within,
                                "Not found in the scopes where the person who started the job has the permission."))));
    }

    private static String endReason(DeviceJob job, String objection) {
        return "The job ended because " + job.principal().name() + ", who started it, " + objection + ".";
    }
}
