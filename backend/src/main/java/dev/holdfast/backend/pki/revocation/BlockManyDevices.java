package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.job.DeviceJobHandler;
import dev.holdfast.backend.fleet.job.JobSpec;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.ApprovalGate;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import dev.holdfast.contract.operator.revocation.BlockResult;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Blocks and unblocks devices for a job. Devices that already are in the requested state count as unchanged. */
@ApplicationScoped
class BlockManyDevices implements DeviceJobHandler {
    private final PublishRevocations publishRevocations;
    private final ApprovalGate approvals;

    BlockManyDevices(PublishRevocations publishRevocations, ApprovalGate approvals) {
        this.publishRevocations = publishRevocations;
        this.approvals = approvals;
    }

    @Override
    public Set<DeviceJobOperation> operations() {
        return EnumSet.of(DeviceJobOperation.BLOCK, DeviceJobOperation.UNBLOCK);
    }

    /** Fails with {@code conflict} if blocking many devices requires approval: a job must not bypass it. */
    @Override
    public Uni<Void> check(Tx tx, JobSpec spec) {
        return spec.operation() != DeviceJobOperation.BLOCK
                ? Uni.createFrom().voidItem()
                : approvals
                        .gatedOperations(tx)
                        .invoke(BlockManyDevices::requireNotGated)
                        .replaceWithVoid();
    }

    private static void requireNotGated(Set<ApprovalOperation> gated) {
        if (gated.contains(ApprovalOperation.BLOCK_MANY_DEVICES)) {
            throw ProblemException.conflict("Blocking requires approval in this catalog, and a job cannot wait for it."
                    + " Let an owner of the whole catalog select up to 20,000 devices and block those: that requests"
                    + " approval.");
        }
    }

    @Override
    public Uni<PageResult> perform(Tx tx, Task task, List<DeviceId> devices) {
        DeviceBlocks.Kind kind = task.spec().operation() == DeviceJobOperation.BLOCK
                ? DeviceBlocks.Kind.BLOCK
                : DeviceBlocks.Kind.UNBLOCK;
        // Checked for each page, because the approval rule may have changed since the job started.
        return check(tx, task.spec())
                .chain(() -> new DeviceBlocks(kind, new LinkedHashSet<>(devices), task.reason()).perform(tx))
                .map(result -> new PageResult(
                        result.changed(),
                        result.refused().stream()
                                .filter(refusal -> refusal.code() == BlockResult.Code.NOT_FOUND)
                                .map(refusal -> new DeviceJobRefusal(
                                        refusal.deviceId(), refusal.code().name(), refusal.reason()))
                                .toList()));
    }

    @Override
    public void committed() {
        publishRevocations.changed();
    }
}
