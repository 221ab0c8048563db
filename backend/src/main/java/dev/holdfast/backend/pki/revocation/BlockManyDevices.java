package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.job.DeviceAct;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.contract.id.DeviceId;
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

    BlockManyDevices(BlockDevices blockDevices, PublishRevocations publishRevocations) {
        this.blockDevices = blockDevices;
        this.publishRevocations = publishRevocations;
    }

    @Override
    public Set<DeviceJobAct> acts() {
        return EnumSet.of(DeviceJobAct.BLOCK, DeviceJobAct.UNBLOCK);
    }

    @Override
    public Uni<Done> perform(Sql sql, Task task, List<DeviceId> devices) {
        return blockDevices
                .perform(
                        sql,
                        new BlockDevices.Act(
                                task.actor(),
                                task.catalog(),
                                new LinkedHashSet<>(devices),
                                task.reason(),
                                task.wish().act() == DeviceJobAct.BLOCK
                                        ? BlockDevices.Kind.BLOCK
                                        : BlockDevices.Kind.UNBLOCK))
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
