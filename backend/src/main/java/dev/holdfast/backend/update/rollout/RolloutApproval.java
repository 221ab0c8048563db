package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Approval of operations that bring images to more devices: by the rules for deployments to the rollout's group, also in an emergency. */
final class RolloutApproval {
    static final List<ApprovalOperation> OPERATIONS = List.of(ApprovalOperation.START_DEPLOYMENT);

    private RolloutApproval() {}

    /** Returns whether the rollout's group requires approval of each deployment. Locks the group. */
    static Uni<Boolean> isRequiredByGroup(Tx tx, UUID rollout) {
        return RolloutRows.one(tx, rollout)
                .chain(found -> DeviceGroups.lock(tx, found.product(), found.groupName()))
                .map(GroupRef::requiresApproval);
    }

    /** Plans an operation that needs approval. The software of the rollout follows its effect. */
    static Uni<Plan> plan(
            Tx tx, Rollout rollout, String summary, String reason, Object request, Uni<List<String>> effect) {
        return DeviceGroups.scope(tx, rollout.group())
                .map(scope -> Plan.of(
                                ApprovalOperation.START_DEPLOYMENT,
                                rollout.title(),
                                summary,
                                scope,
                                reason,
                                request,
                                effect.chain(words -> RolloutSoftware.of(tx, rollout)
                                        .map(software -> Stream.concat(words.stream(), software.stream())
                                                .toList())))
                        .about(rollout.id().toString()));
    }

    /** Plans an operation that needs no approval. */
    static Uni<Plan> free(Tx tx, Rollout rollout, Object request) {
        return DeviceGroups.scope(tx, rollout.group())
                .map(scope -> Plan.of(
                        null,
                        rollout.title(),
                        "",
                        scope,
                        "",
                        request,
                        Uni.createFrom().item(List.of())));
    }
}
