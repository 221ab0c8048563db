package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Command;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Opens the next phase of a rollout that waits for a person, or completes it after the last phase. */
@ApplicationScoped
class ProceedRollout implements Command<ProceedRollout.Request, UUID> {
    private final Transactions transactions;
    private final CompleteRollout completeRollout;

    ProceedRollout(Transactions transactions, CompleteRollout completeRollout) {
        this.transactions = transactions;
        this.completeRollout = completeRollout;
    }

    /** Request to proceed with a rollout. */
    record Request(UUID rollout, String reason) {}

    @Override
    public String name() {
        return "ProceedRollout";
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
                .chain(rollout -> RolloutApproval.plan(
                        tx,
                        rollout,
                        "Proceed with the rollout to " + rollout.title() + ".",
                        request.reason(),
                        request,
                        Uni.createFrom()
                                .item(List.of("The rollout is " + RolloutWords.of(rollout.state())
                                        + ". It would then be " + RolloutWords.of(next(rollout)) + "."))));
    }

    /** Returns the state after the decision; fails with {@code conflict}. */
    static RolloutState next(Rollout rollout) {
        WaitingForPerson waiting = rollout.in(WaitingForPerson.class, "continued");
        return switch (waiting.question()) {
            case OPEN_NEXT_PHASE, TOO_FEW_ATTESTED ->
                rollout.plan().isLast(waiting.phase()) ? waiting.complete() : waiting.openNext();
            case TOO_MANY_TAGGED -> waiting.retry();
        };
    }

    @Override
    public Uni<Work<UUID>> prepare(Actor requester, CatalogId catalog, Request request) {
        return transactions
                .inCatalog(catalog, tx -> RolloutRows.one(tx, request.rollout()))
                .chain(rollout -> next(rollout) instanceof RolloutState.Completed completed
                        ? completeRollout.prepare(catalog, rollout, completed, request.reason())
                        : Uni.createFrom().item(proceed(rollout, request.reason())))
                .map(work -> tx -> work.perform(tx).replaceWith(request.rollout()));
    }

    private static Work<Void> proceed(Rollout rollout, String reason) {
        RolloutState next = next(rollout);
        return tx -> RolloutRecords.become(tx, rollout, next)
                .chain(() -> tx.audit(
                        RolloutRecords.entry(
                                tx, "ProceedRollout", rollout, next, reason, "Proceeded with the rollout."),
                        RolloutRecords.event("RolloutResumed", rollout, Map.of("reason", reason))));
    }
}
