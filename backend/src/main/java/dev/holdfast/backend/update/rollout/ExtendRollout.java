package dev.holdfast.backend.update.rollout;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.update.rollout.RolloutState.Draft;
import dev.holdfast.backend.update.rollout.RolloutState.Scheduled;
import dev.holdfast.backend.update.rollout.RolloutState.Soaking;
import dev.holdfast.backend.update.rollout.RolloutState.Started;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.rollout.RolloutExtension;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes the soak time, the limit of devices in flight, the halt rules, or the phases that are not open. A draft changes freely. */
@ApplicationScoped
class ExtendRollout implements DirectCommand<ExtendRollout.Request, UUID> {
    /**
     * Request to change a rollout.
     *
     * @param expected precondition of a new request
     */
    record Request(
            UUID rollout,
            @Valid RolloutExtension extension,
            @JsonIgnore @Nullable IfMatch expected) {}

    @Override
    public String name() {
        return "ExtendRollout";
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
                .chain(rollout -> plan(tx, rollout, request, changed(rollout, request.extension())));
    }

    private static Uni<Plan> plan(Tx tx, Rollout rollout, Request request, RolloutPlan changed) {
        return rollout.state() instanceof Draft
                ? RolloutApproval.free(tx, rollout, request)
                : RolloutApproval.plan(
                        tx,
                        rollout,
                        "Change the rollout to " + rollout.title() + ".",
                        request.extension().reason(),
                        new Request(request.rollout(), request.extension(), null),
                        Uni.createFrom().item(RolloutWords.of(changed)));
    }

    private static RolloutPlan changed(Rollout rollout, RolloutExtension extension) {
        int newest = next(rollout) instanceof Started started ? started.phase() : 0;
        return ProposedPlan.of(rollout.plan(), newest, extension);
    }

    /** Returns the state after the change, which is the same; fails with {@code conflict}. */
    static RolloutState next(Rollout rollout) {
        return switch (rollout.state()) {
            case Draft _, Scheduled _, Started _ -> rollout.state();
            default ->
                throw ProblemException.conflict("The rollout to " + rollout.title() + " is "
                        + RolloutWords.of(rollout.state()) + " and cannot be changed.");
        };
    }

    @Override
    public Uni<UUID> perform(Tx tx, Request request) {
        return RolloutRows.locked(tx, request.rollout())
                .invoke(rollout -> {
                    if (request.expected() != null) {
                        request.expected().require(EntityTag.of(rollout.id(), rollout.revision()));
                    }
                })
                .call(rollout -> change(tx, rollout, changed(rollout, request.extension())))
                .chain(rollout -> tx.audit(
                        tx.entry("ExtendRollout", rollout.title(), "Changed the rollout.")
                                .because(request.extension().reason())
                                .changing(
                                        "plan",
                                        RolloutWords.of(rollout.plan()),
                                        RolloutWords.of(changed(rollout, request.extension())))
                                .changing("rollout", null, rollout.id().toString()),
                        RolloutRecords.event(
                                "RolloutChanged",
                                rollout,
                                Map.of("reason", request.extension().reason()))))
                .replaceWith(request.rollout());
    }

    private static Uni<Void> change(Tx tx, Rollout rollout, RolloutPlan plan) {
        return CreateRollout.requireSelectable(
                        tx,
                        rollout.group(),
                        plan.phases()
                                .subList(rollout.openPhases(), plan.phases().size()))
                .chain(() -> RolloutRecords.change(tx, rollout, plan))
                .chain(() -> rollout.state() instanceof Soaking soaking
                        ? RolloutRows.one(tx, rollout.id())
                                .chain(changed -> RolloutRecords.become(
                                        tx,
                                        changed,
                                        new Soaking(
                                                soaking.phase(),
                                                soaking.until()
                                                        .minus(rollout.plan()
                                                                .phase(soaking.phase())
                                                                .soak())
                                                        .plus(plan.phase(soaking.phase())
                                                                .soak()))))
                        : Uni.createFrom().voidItem());
    }
}
