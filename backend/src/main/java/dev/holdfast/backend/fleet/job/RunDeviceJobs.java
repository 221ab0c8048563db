package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.job.Attempts;
import dev.holdfast.backend.platform.job.JobSchedule;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.DelegatedPrincipals;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Runs the jobs that wait, in turns of some thousand devices. Several backends may do it at once; one that dies leaves a job to another
 * after a minute, which goes on behind the last page that was committed.
 */
@ApplicationScoped
public class RunDeviceJobs {
    private static final Logger LOG = Logger.getLogger(RunDeviceJobs.class);
    private static final int PAGES_A_TURN = 10;
    private static final String WAITING = "select catalog_id, job_id from device_jobs_waiting($1)";

    private final Transactions transactions;
    private final DeviceJobRecords records;
    private final DeviceActs acts;
    private final DelegatedPrincipals mandates;

    RunDeviceJobs(Transactions transactions, DeviceJobRecords records, DeviceActs acts, DelegatedPrincipals mandates) {
        this.transactions = transactions;
        this.records = records;
        this.acts = acts;
        this.mandates = mandates;
    }

    private record Waiting(CatalogId catalog, UUID job) {}

    /** Gives the jobs that wait their turns, until none is left. */
    @Scheduled(every = "1s", delayed = "3s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> run() {
        return JobSchedule.untilNoneIsLeft(this::waiting, this::turn);
    }

    private Uni<List<Waiting>> waiting() {
        return transactions.inInstallation(tx -> tx.list(
                WAITING,
                row -> new Waiting(new CatalogId(row.getUUID("catalog_id")), row.getUUID("job_id")),
                tx.now()));
    }

    private Uni<Boolean> turn(Waiting waiting) {
        return transactions
                .inCatalog(waiting.catalog(), tx -> records.take(tx, waiting.job()))
                .chain(taken -> taken.isEmpty() ? Uni.createFrom().item(false) : pages(taken.get(), PAGES_A_TURN))
                .onFailure()
                .recoverWithUni(failure -> note(waiting, failure).replaceWith(false));
    }

    /**
     * It is tried again in a minute, unless that was often enough or what it needs is gone; a failure of the database itself cannot be
     * noted.
     */
    private Uni<Void> note(Waiting waiting, Throwable failure) {
        if (failure instanceof ProblemException problem && problem.type() == ProblemType.NOT_FOUND) {
            return noted(waiting, tx -> records.giveUp(tx, waiting.job(), gone(problem)));
        }
        LOG.errorf(failure, "the job %s stopped; unless it failed too often, it goes on in a minute", waiting.job());
        return noted(waiting, tx -> records.note(tx, waiting.job(), Attempts.words("job", failure)));
    }

    private Uni<Void> noted(Waiting waiting, Function<Tx, Uni<Void>> note) {
        return transactions
                .inCatalog(waiting.catalog(), note)
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "it could not be noted why the job %s stopped", waiting.job()))
                .onFailure()
                .recoverWithNull();
    }

    /** Does some pages; the item says whether there are more. */
    private Uni<Boolean> pages(DeviceJob job, int left) {
        return page(job)
                .chain(next -> next.isEmpty()
                        ? Uni.createFrom().item(false)
                        : left > 1 ? pages(next.get(), left - 1) : leave(job));
    }

    private Uni<Boolean> leave(DeviceJob job) {
        return transactions
                .inCatalog(job.catalog(), tx -> records.giveBack(tx, job.id()))
                .replaceWith(true);
    }

    /**
     * Does the next page, if whoever began the job may still do so, to those of its devices that are where they may; the item is the job as
     * it goes on, empty when it does not.
     */
    Uni<Optional<DeviceJob>> page(DeviceJob job) {
        DeviceJobAct act = job.task().wish().act();
        CatalogId catalog = job.catalog();
        // A page is few: planned for thousands, each of 200 pages would read all of a million devices.
        return transactions
                .inCatalog(
                        job.mandate()::name,
                        catalog,
                        tx -> mandates.places(tx, job.mandate(), act.needs(), catalog)
                                .map(places -> Reach.of(act, catalog, places))
                                .chain(reach -> reach.isNowhere() ? end(tx, job) : perform(tx, job, reach)))
                .invoke(done -> acts.of(act).done());
    }

    /** Ends a job of somebody who may not do it anywhere any more. */
    private Uni<Optional<DeviceJob>> end(Tx tx, DeviceJob job) {
        CatalogId catalog = job.catalog();
        return mandates.objection(tx, job.mandate(), job.task().wish().act().needs(), Scope.of(catalog))
                .chain(objection -> records.fail(tx, job.id(), ended(job, objection.orElseThrow())))
                .replaceWith(Optional.empty());
    }

    private Uni<Optional<DeviceJob>> perform(Tx tx, DeviceJob job, Reach reach) {
        return records.hold(tx, job)
                .chain(devices -> devices.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : RequestOrigin.elsewhere(tx, job.task().from(), () -> perform(tx, job, reach, devices.get()))
                                .call(done -> records.advance(tx, job, devices.get(), done))
                                .map(done -> job.isLastPage() ? Optional.empty() : Optional.of(job.next(done))));
    }

    private Uni<DeviceAct.Done> perform(Tx tx, DeviceJob job, Reach reach, List<DeviceId> devices) {
        DeviceAct act = acts.of(job.task().wish().act());
        return reach.requireDestination(tx, job.task().wish())
                .chain(() -> reach.stay(tx, devices))
                .chain(within -> (within.isEmpty()
                                ? Uni.createFrom().item(new DeviceAct.Done(0, List.of()))
                                : act.perform(tx, job.task(), within))
                        .map(done -> done.refusing(Reach.refused(devices, within))));
    }

    private static String gone(ProblemException missing) {
        return "What it needs is not there any more: " + missing.detail() + " Begin another job.";
    }

    private static String ended(DeviceJob job, String objection) {
        return job.mandate().name() + ", who began it, " + objection + ".";
    }
}
