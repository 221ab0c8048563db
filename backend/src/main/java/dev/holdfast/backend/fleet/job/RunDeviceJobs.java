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

/** Runs the pages of waiting jobs. */
@Singleton
public class RunDeviceJobs extends LeasedJob<DeviceJob> {
    private static final Table<DeviceJob> JOBS =
            new Table<>("job", "device_job", "job_id", DeviceJob.COLUMNS, DeviceJob::read, 10);

    private final List<DeviceJobHandler> handlers;
    private final DelegatedPrincipals mandates;

    RunDeviceJobs(Transactions transactions, @All List<DeviceJobHandler> handlers, DelegatedPrincipals mandates) {
        super(transactions, JOBS);
        this.handlers = handlers;
        this.mandates = mandates;
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
     * Runs the next page of a job on the devices in reach, if the person who started it still has the permission. Returns the job at its next
     * page, or empty if it ended.
     */
    Uni<Optional<DeviceJob>> page(DeviceJob job) {
        DeviceJobOperation operation = job.task().spec().operation();
        CatalogId catalog = job.catalog();
        // With the plan for thousands of devices, each of 200 pages would scan a million devices.
        return transactions
                .inCatalog(
                        job.mandate()::name,
                        catalog,
                        tx -> mandates.scopes(tx, job.mandate(), operation.needs(), catalog)
                                .map(places -> Reach.of(operation, catalog, places))
                                .chain(reach -> reach.places().isEmpty() ? end(tx, job) : perform(tx, job, reach)))
                .invoke(done -> DeviceJobHandler.of(handlers, operation).done());
    }

    /** Ends a job whose starter lost the permission everywhere. */
    private Uni<Optional<DeviceJob>> end(Tx tx, DeviceJob job) {
        CatalogId catalog = job.catalog();
        return mandates.objection(tx, job.mandate(), job.task().spec().operation().needs(), Scope.of(catalog))
                .chain(objection -> fail(tx, job.id(), ended(job, objection.orElseThrow())))
                .replaceWith(Optional.empty());
    }

    private Uni<Optional<DeviceJob>> perform(Tx tx, DeviceJob job, Reach reach) {
        return DeviceJobRecords.hold(tx, runner, job)
                .chain(devices -> devices.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : RequestOrigin.elsewhere(tx, job.from(), () -> perform(tx, job, reach, devices.get()))
                                .call(done -> DeviceJobRecords.advance(tx, job, devices.get(), done))
                                .map(done -> job.isLastPage() ? Optional.empty() : Optional.of(job.next(done))));
    }

    private Uni<DeviceJobHandler.Done> perform(Tx tx, DeviceJob job, Reach reach, List<DeviceId> devices) {
        DeviceJobHandler handler = DeviceJobHandler.of(handlers, job.task().spec().operation());
        return reach.requireDestination(tx, job.task().spec())
                .chain(() -> reach.stay(tx, devices))
                .chain(within -> (within.isEmpty()
                                ? Uni.createFrom().item(new DeviceJobHandler.Done(0, List.of()))
                                : handler.perform(tx, job.task(), within))
                        .map(done -> done.refusing(DeviceJobHandler.notFound(
                                devices, within, "No such device where the person who started the job may do this."))));
    }

    private static String ended(DeviceJob job, String objection) {
        return job.mandate().name() + ", who started it, " + objection + ".";
    }
}
