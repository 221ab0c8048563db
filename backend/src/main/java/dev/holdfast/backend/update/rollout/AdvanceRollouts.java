package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.backend.update.rollout.RolloutStep.Become;
import dev.holdfast.backend.update.rollout.RolloutStep.OpenDevices;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Takes the steps of rollouts that need no person. Reads running rollouts only. Several backends may plan at once: a step is stored only
 * if the rollout has the revision that the step was decided for.
 */
@ApplicationScoped
public class AdvanceRollouts {
    private static final Logger LOG = Logger.getLogger(AdvanceRollouts.class);
    private static final String DUE = "select catalog_id, rollout_id from running_rollouts()";
    /** Limit of steps of a rollout in a turn: more than an empty group needs. */
    private static final int STEPS = 4 * RolloutPlan.MAX_PHASES;
    // An installed device that made a contact since came back. The others count as silent later.
    private static final String EXPIRE = """
            update device d set rollout_step = late.step, rollout_at = $3
            from (
                select device_id, case when coalesce(last_seen, claimed_at) <= $5 then 'SILENT' else 'NOT_ATTESTED' end as step from device
                where catalog_id = $1 and rollout_id = $2 and (
                    rollout_step in ('INSTALLED', 'CONFIRMED') and rollout_at <= $4 and last_seen > rollout_at
                    or rollout_step in ('OFFERED', 'DOWNLOADING', 'STAGED', 'DEFERRED', 'INSTALLED', 'CONFIRMED') and rollout_at <= $5
                        and coalesce(last_seen, claimed_at) <= $5)
                order by device_id limit 5000 for no key update skip locked) late
            where d.catalog_id = $1 and d.device_id = late.device_id""";

    private final Transactions transactions;
    private final OpenPhase openPhase;
    private final CompleteRollout completeRollout;

    AdvanceRollouts(Transactions transactions, OpenPhase openPhase, CompleteRollout completeRollout) {
        this.transactions = transactions;
        this.openPhase = openPhase;
        this.completeRollout = completeRollout;
    }

    private record Due(CatalogId catalog, UUID rollout) {}

    /** A decided step. */
    private record Decision(Rollout rollout, Optional<RolloutStep> step) {}

    /** Advances all rollouts. */
    @Scheduled(every = "1s", delayed = "3s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> advance() {
        return due().chain(all ->
                Sequential.eachOrReport(all, due -> steps(due, STEPS), LOG, "event=rollout-not-advanced %s"));
    }

    /** Counts late devices as failed or silent, and advances rollouts that wait only for devices that are out of contact. */
    @Scheduled(every = "10s", delayed = "8s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> sweep() {
        return due().chain(all -> Sequential.eachOrReport(
                all,
                due -> transactions
                        .longRunning(
                                due.catalog(),
                                tx -> RolloutRows.one(tx, due.rollout())
                                        .call(rollout -> expire(tx, rollout))
                                        .chain(rollout -> ReadCounters.withAbsent(tx, rollout)
                                                .map(counters -> decide(tx, rollout, counters))))
                        .chain(decision -> carryOut(due.catalog(), decision)),
                LOG,
                "event=rollout-not-swept %s"));
    }

    private Uni<List<Due>> due() {
        return transactions.inInstallation(tx ->
                tx.list(DUE, row -> new Due(new CatalogId(row.getUUID("catalog_id")), row.getUUID("rollout_id"))));
    }

    private static Uni<Integer> expire(Tx tx, Rollout rollout) {
        return tx.update(
                EXPIRE,
                tx.catalog(),
                rollout.id(),
                tx.now(),
                tx.now().minus(rollout.attestWithin()),
                tx.now().minus(rollout.silentAfter()));
    }

    /** Takes steps until there is nothing to do now. */
    private Uni<Void> steps(Due due, int most) {
        return transactions
                .inCatalog(
                        due.catalog(),
                        tx -> RolloutRows.one(tx, due.rollout())
                                .chain(rollout ->
                                        ReadCounters.of(tx, rollout).map(counters -> decide(tx, rollout, counters))))
                .chain(decision -> carryOut(due.catalog(), decision))
                .chain(done -> done && most > 1
                        ? steps(due, most - 1)
                        : Uni.createFrom().voidItem());
    }

    private static Decision decide(Tx tx, Rollout rollout, RolloutCounters counters) {
        return new Decision(rollout, RolloutPlanner.decide(rollout.plan(), rollout.state(), counters, tx.now()));
    }

    /** Returns whether a step was taken; false if there was none, or if another backend or a person was first. */
    private Uni<Boolean> carryOut(CatalogId catalog, Decision decision) {
        return decision.step()
                .map(step -> carryOut(catalog, decision.rollout(), step)
                        .replaceWith(true)
                        .onFailure(failure -> failure instanceof ProblemException problem && problem.isOutdated())
                        .recoverWithItem(false))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private Uni<Void> carryOut(CatalogId catalog, Rollout rollout, RolloutStep step) {
        return switch (step) {
            case OpenDevices(long atMost) ->
                openPhase.open(catalog, rollout, rollout.in(Running.class, "opened"), atMost);
            case Become(Completed completed) ->
                completeRollout
                        .prepare(catalog, rollout, completed, "")
                        .chain(work -> transactions.inCatalog(Actor.SYSTEM, catalog, work::perform));
            case Become(RolloutState next) ->
                transactions.inCatalog(Actor.SYSTEM, catalog, tx -> ChangeState.become(tx, rollout, next));
        };
    }
}
