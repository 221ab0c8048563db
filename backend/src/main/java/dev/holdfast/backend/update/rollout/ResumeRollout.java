package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.update.deployment.RolloutConflicts;
import dev.holdfast.backend.update.rollout.RolloutState.Halted;
import dev.holdfast.backend.update.rollout.RolloutState.Withholding;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Offers the images of a rollout again after a pause or a halt. Only after a halt, approval rules apply. */
@ApplicationScoped
class ResumeRollout implements DirectCommand<ResumeRollout.Request, UUID> {
    /** Request to resume a rollout. */
    record Request(UUID rollout, String reason) {}

    @Override
    public String name() {
        return "ResumeRollout";
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
                .invoke(rollout -> rollout.in(Withholding.class, "resumed"))
                .chain(rollout -> rollout.state() instanceof Halted
                        ? RolloutApproval.plan(
                                tx,
                                rollout,
                                "Resume the rollout to " + rollout.title() + ".",
                                request.reason(),
                                request,
                                Uni.createFrom()
                                        .item(List.of("The rollout was " + RolloutWords.of(rollout.state())
                                                + ". Its images would be offered again.")))
                        : RolloutApproval.free(tx, rollout, request));
    }

    /** Fails with {@code conflict} if a halt rule still fires, because the rollout would halt again. */
    @Override
    public Uni<UUID> perform(Tx tx, Request request) {
        return RolloutConflicts.requireAllowed(tx)
                .chain(() -> RolloutRows.locked(tx, request.rollout()))
                .call(rollout -> ReadCounters.of(tx, rollout).invoke(counters -> requireNoRule(rollout, counters)))
                .chain(rollout -> resume(tx, rollout, request.reason()))
                .replaceWith(request.rollout());
    }

    private static Uni<Void> resume(Tx tx, Rollout rollout, String reason) {
        RolloutState next = rollout.in(Withholding.class, "resumed").resume();
        return RolloutRecords.become(tx, rollout, next)
                .chain(() -> tx.audit(
                        RolloutRecords.entry(tx, "ResumeRollout", rollout, next, reason, "Resumed the rollout."),
                        RolloutRecords.event("RolloutResumed", rollout, Map.of("reason", reason))));
    }

    private static void requireNoRule(Rollout rollout, RolloutCounters counters) {
        if (rollout.state() instanceof Halted) {
            rollout.plan().firedRule(counters).ifPresent(fired -> {
                throw ProblemException.conflict("The rollout would halt again: "
                        + RolloutWords.of(new Halted(rollout.openPhases(), fired))
                        + ". Change its halt rules, or retry the failed devices, first.");
            });
        }
    }
}
