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
import java.util.Optional;
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
                .invoke(ResumeRollout::next)
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
                .call(rollout ->
                        fired(tx, rollout).invoke(fired -> fired.ifPresent(rule -> requireNoHalt(rollout, rule))))
                .chain(rollout -> resume(tx, rollout, request.reason()))
                .replaceWith(request.rollout());
    }

    private static Uni<Void> resume(Tx tx, Rollout rollout, String reason) {
        RolloutState next = next(rollout);
        return RolloutRecords.become(tx, rollout, next)
                .chain(() -> tx.audit(
                        RolloutRecords.entry(tx, "ResumeRollout", rollout, next, reason, "Resumed the rollout."),
                        RolloutRecords.event("RolloutResumed", rollout, Map.of("reason", reason))));
    }

    /** Returns the state after the resumption; fails with {@code conflict}. */
    static RolloutState next(Rollout rollout) {
        return rollout.in(Withholding.class, "resumed").resume();
    }

    /** Returns the halt rule that fires now; empty if none fires. */
    static Uni<Optional<Halt.Fired>> fired(Tx tx, Rollout rollout) {
        return ReadCounters.of(tx, rollout).map(counters -> rollout.plan().firedRule(counters));
    }

    private static void requireNoHalt(Rollout rollout, Halt.Fired fired) {
        if (rollout.state() instanceof Halted) {
            throw ProblemException.conflict("The rollout would halt again: "
                    + RolloutWords.of(new Halted(rollout.openPhases(), fired))
                    + ". Change its halt rules, or retry the failed devices, first.");
        }
    }
}
