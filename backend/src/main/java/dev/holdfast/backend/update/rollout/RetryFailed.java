package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Command;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.backend.update.deployment.RolloutConflicts;
import dev.holdfast.backend.update.rollout.RolloutState.Offering;
import dev.holdfast.backend.update.rollout.RolloutState.Withholding;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Offers the images of a rollout to the failed devices again, under a new version. Devices that attested stay attested. A halted or paused
 * rollout stays so until it is resumed.
 */
@ApplicationScoped
class RetryFailed implements Command<RetryFailed.Request, UUID> {
    static final String FAILED_STEPS = "('FAILED', 'RETURNED', 'NOT_ATTESTED', 'SILENT')";

    private static final String FAILING =
            " where catalog_id = $1 and rollout_id = $2 and rollout_step in " + FAILED_STEPS;
    private static final String COUNT = "select count(*) as devices from device" + FAILING;
    private static final String CLEAR = "update device set rollout_step = '', rollout_at = $3" + FAILING;

    private final Transactions transactions;
    private final NextSets nextSets;

    RetryFailed(Transactions transactions, NextSets nextSets) {
        this.transactions = transactions;
        this.nextSets = nextSets;
    }

    /** Request to make failed devices retry. */
    record Request(UUID rollout, String reason) {}

    @Override
    public String name() {
        return "RetryFailed";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return RolloutApproval.OPERATIONS;
    }

    @Override
    public Uni<Boolean> alwaysNeedsApproval(Tx tx, Request request) {
        return RolloutApproval.isRequiredByGroup(tx, request.rollout());
    }

    @Override
    public Uni<Plan> plan(Tx tx, Request request) {
        return RolloutRows.one(tx, request.rollout())
                .invoke(RetryFailed::next)
                .chain(rollout -> RolloutApproval.plan(
                        tx,
                        rollout,
                        "Offer the images of the rollout to " + rollout.title() + " to its failed devices again.",
                        request.reason(),
                        request,
                        failed(tx, rollout)
                                .map(devices ->
                                        List.of(devices + " failed devices would be offered the images again."))));
    }

    private static Uni<Long> failed(Tx tx, Rollout rollout) {
        return tx.one(COUNT, row -> row.getLong("devices"), tx.catalog(), rollout.id());
    }

    /** Returns the state after the retry; fails with {@code conflict}. */
    static RolloutState next(Rollout rollout) {
        return switch (rollout.state()) {
            case Offering offering -> offering.retry();
            case Withholding withholding -> withholding;
            default ->
                throw ProblemException.conflict("The rollout to " + rollout.title() + " is "
                        + RolloutWords.of(rollout.state()) + ". Only an active rollout can be retried.");
        };
    }

    @Override
    public Uni<Work<UUID>> prepare(Actor requester, CatalogId catalog, Request request) {
        return transactions
                .inCatalog(
                        catalog,
                        tx -> RolloutRows.one(tx, request.rollout())
                                .invoke(RetryFailed::next)
                                .call(rollout -> failed(tx, rollout).invoke(RetryFailed::requireAny))
                                .chain(rollout -> nextSets.planNewVersion(tx, rollout, rollout.audience())))
                .chain(planned -> nextSets.sign(catalog, planned))
                .map(signed -> tx -> write(tx, signed, request.reason()));
    }

    /** Fails with {@code conflict} if no device has failed. */
    static void requireAny(long devices) {
        if (devices == 0) {
            throw ProblemException.conflict("No device of the rollout has failed.");
        }
    }

    private Uni<UUID> write(Tx tx, NextSets.Signed signed, String reason) {
        Rollout rollout = signed.plan().rollout();
        RolloutState next = next(rollout);
        return RolloutConflicts.requireAllowed(tx)
                .chain(() -> Targeted.lock(tx, rollout))
                .chain(() -> nextSets.store(tx, signed))
                .chain(() -> RolloutRows.one(tx, rollout.id()))
                .chain(stored -> RolloutRecords.become(tx, stored, next))
                .chain(() -> tx.update(CLEAR, tx.catalog(), rollout.id(), tx.now()))
                .chain(devices -> tx.audit(
                        RolloutRecords.entry(
                                        tx,
                                        "RetryFailed",
                                        rollout,
                                        next,
                                        reason,
                                        "Offered the images to " + devices + " failed devices again.")
                                .changing(
                                        "manifestVersion",
                                        rollout.version(),
                                        signed.plan().version()),
                        RolloutRecords.event("RolloutChanged", rollout, Map.of("reason", reason, "retried", devices))))
                .replaceWith(rollout.id());
    }
}
