package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.approval.Approvals;
import dev.holdfast.backend.fleet.job.DeviceAct;
import dev.holdfast.backend.fleet.job.JobWish;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import dev.holdfast.contract.operator.revocation.BlockResult;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Blocks and unblocks devices for a job. One that is that way already is nothing to tell of. */
@ApplicationScoped
class BlockManyDevices implements DeviceAct {
    private final BlockDevices blockDevices;
    private final PublishRevocations publishRevocations;
    private final Approvals approvals;

    BlockManyDevices(BlockDevices blockDevices, PublishRevocations publishRevocations, Approvals approvals) {
        this.blockDevices = blockDevices;
        this.publishRevocations = publishRevocations;
        this.approvals = approvals;
    }

    @Override
    public Set<DeviceJobAct> acts() {
        return EnumSet.of(DeviceJobAct.BLOCK, DeviceJobAct.UNBLOCK);
    }

    /** A job is nobody's way around the second person. */
    @Override
    public Uni<Void> check(Sql sql, CatalogId catalog, JobWish wish) {
        return wish.act() != DeviceJobAct.BLOCK
                ? Uni.createFrom().voidItem()
                : approvals
                        .required(sql, catalog, ApprovalAct.BLOCK_MANY_DEVICES)
                        .chain(many -> approvals
                                .required(sql, catalog, ApprovalAct.BLOCK_ONE_DEVICE)
                                .map(one -> many || one))
                        .invoke(required -> {
                            if (required) {
                                throw ProblemException.conflict(
                                        "In this catalog a block needs a second person, which a job"
                                                + " cannot wait for. An owner of the whole catalog selects up to 20,000"
                                                + " devices and blocks those: that asks for one.");
                            }
                        })
                        .replaceWithVoid();
    }

    @Override
    public Uni<Done> perform(Sql sql, Task task, List<DeviceId> devices) {
        // Asked again for each page: a catalog may have begun to want a second person.
        return check(sql, task.catalog(), task.wish())
                .chain(() -> blockDevices.perform(
                        sql,
                        new BlockDevices.Act(
                                task.actor(),
                                task.catalog(),
                                new LinkedHashSet<>(devices),
                                task.reason(),
                                task.wish().act() == DeviceJobAct.BLOCK
                                        ? BlockDevices.Kind.BLOCK
                                        : BlockDevices.Kind.UNBLOCK)))
                .map(result -> new Done(
                        result.changed(),
                        result.refused().stream()
                                .filter(refusal -> refusal.code() == BlockResult.Code.NOT_FOUND)
                                .map(refusal -> new DeviceJobRefusal(
                                        refusal.deviceId(), refusal.code().name(), refusal.reason()))
                                .toList()));
    }

    @Override
    public void done() {
        publishRevocations.changed();
    }
}
