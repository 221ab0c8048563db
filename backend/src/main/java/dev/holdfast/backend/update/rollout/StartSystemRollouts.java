package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.ApprovalGate;
import dev.holdfast.backend.update.rollout.RolloutState.Offering;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Rolls out new releases of the operating system to groups whose update policy says so, in the group's default phases. If deployments to
 * the group need approval, the rollout stays a draft, whose start a person requests. A newer release replaces the one of the draft. A rollout
 * waits while the group has another active one. A withdrawn release halts its rollouts. Several backends may run this at once: the first one
 * starts the rollout.
 */
@ApplicationScoped
public class StartSystemRollouts {
    private static final Logger LOG = Logger.getLogger(StartSystemRollouts.class);
    private static final String DUE = "select catalog_id, group_id from system_rollouts_due()";
    private static final String WITHDRAWN = "select catalog_id, rollout_id from withdrawn_rollouts()";
    private static final String LOCK =
            "select group_id from device_group where catalog_id = $1 and group_id = $2 for no key update";
    private static final String STILL_DUE =
            "select releases from due_system_rollout where catalog_id = $1 and group_id = $2";

    private final Transactions transactions;
    private final SystemDrafts drafts;
    private final StartRollout startRollout;
    private final ApprovalGate approvals;

    StartSystemRollouts(
            Transactions transactions, SystemDrafts drafts, StartRollout startRollout, ApprovalGate approvals) {
        this.transactions = transactions;
        this.drafts = drafts;
        this.startRollout = startRollout;
        this.approvals = approvals;
    }

    private record Due(CatalogId catalog, UUID id) {}

    /** Halts the rollouts of withdrawn releases, creates those that are due, and starts those that need no approval. */
    @Scheduled(every = "5s", delayed = "6s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> start() {
        return due(WITHDRAWN, "rollout_id")
                .chain(rollouts -> Sequential.eachOrReport(
                        rollouts,
                        due -> transactions.inCatalog(Actor.SYSTEM, due.catalog(), tx -> halt(tx, due.id())),
                        LOG,
                        "event=system-rollout-not-halted %s"))
                .chain(() -> due(DUE, "group_id"))
                .chain(groups -> Sequential.eachOrReport(
                        groups,
                        due -> transactions.inCatalog(Actor.SYSTEM, due.catalog(), tx -> start(tx, due.id())),
                        LOG,
                        "event=system-rollout-not-started %s"));
    }

    private Uni<List<Due>> due(String query, String id) {
        return transactions.inInstallation(tx ->
                tx.list(query, row -> new Due(new CatalogId(row.getUUID("catalog_id")), row.getUUID(id))));
    }

    private Uni<Void> start(Tx tx, UUID group) {
        return tx.list(LOCK, row -> row, tx.catalog(), group)
                .chain(() -> tx.find(STILL_DUE, row -> List.of(row.getArrayOfUUIDs("releases")), tx.catalog(), group))
                .chain(releases -> releases.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : drafts.bring(tx, group, releases.get())
                                .map(StartRollout.Request::new)
                                .chain(request -> needsApproval(tx, request)
                                        .chain(needed -> needed
                                                ? Uni.createFrom().voidItem()
                                                : startRollout
                                                        .perform(tx, request)
                                                        .replaceWithVoid())));
    }

    private Uni<Boolean> needsApproval(Tx tx, StartRollout.Request request) {
        return approvals
                .gatedOperations(tx)
                .chain(gated -> gated.containsAll(startRollout.operations())
                        ? Uni.createFrom().item(true)
                        : startRollout.alwaysNeedsApproval(tx, request));
    }

    private static Uni<Void> halt(Tx tx, UUID id) {
        return RolloutRows.locked(tx, id)
                .chain(rollout -> rollout.state() instanceof Offering offering
                        ? ChangeState.become(tx, rollout, offering.halt(new Halt.Withdrawn()))
                        : Uni.createFrom().voidItem());
    }
}
