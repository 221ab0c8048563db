package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.fleet.job.DeviceJobHandler;
import dev.holdfast.backend.fleet.job.JobSpec;
import dev.holdfast.backend.platform.disk.DiskSpace;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobOperation;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Claims endorsed devices into a group, or moves devices of the catalog into a group, for a job. A move never claims a device. */
@ApplicationScoped
class ClaimOrMoveDevices implements DeviceJobHandler {
    private final ClaimDevices claimDevices;
    private final DiskSpace disk;

    ClaimOrMoveDevices(ClaimDevices claimDevices, DiskSpace disk) {
        this.claimDevices = claimDevices;
        this.disk = disk;
    }

    @Override
    public Set<DeviceJobOperation> operations() {
        return Set.of(DeviceJobOperation.CLAIM, DeviceJobOperation.MOVE);
    }

    @Override
    public Uni<Void> check(Tx tx, JobSpec spec) {
        if (spec.operation() == DeviceJobOperation.CLAIM) {
            disk.requireRoom();
        }
        return DeviceGroups.destination(tx, spec.destination()).replaceWithVoid();
    }

    @Override
    public Uni<PageResult> perform(Tx tx, Task task, List<DeviceId> devices) {
        DeviceGroups.Name group = task.spec().destination();
        return task.spec().operation() == DeviceJobOperation.CLAIM
                ? claim(tx, group, devices)
                : move(tx, group, devices);
    }

    private Uni<PageResult> claim(Tx tx, DeviceGroups.Name group, List<DeviceId> devices) {
        List<ClaimList.Entry> entries = devices.stream()
                .map(device -> new ClaimList.Entry(null, device, group))
                .toList();
        return claimDevices
                .claim(tx, new ClaimList(entries, List.of()), CheckProofs.NONE)
                .map(outcome -> new PageResult(
                        outcome.assigned().size(),
                        outcome.refused().stream()
                                .map(refusal -> new DeviceJobRefusal(
                                        refusal.deviceId(), refusal.code().name(), refusal.reason()))
                                .toList(),
                        outcome.moves()));
    }

    private static Uni<PageResult> move(Tx tx, DeviceGroups.Name name, List<DeviceId> devices) {
        ClaimStatements statements = new ClaimStatements(tx);
        return DeviceGroups.lockDestination(tx, name)
                .chain(group -> statements
                        .ours(devices)
                        .chain(ours -> statements
                                .assign(ours.stream().collect(Collectors.toMap(device -> device, device -> group)))
                                .call(assigned -> tx.emit(assigned.stream()
                                        .map(AssignedDevice::event)
                                        .toList()))
                                .map(assigned -> new PageResult(
                                        assigned.size(),
                                        DeviceJobHandler.notFound(devices, ours, "This catalog has no such device."),
                                        Moves.of(assigned.stream()
                                                .map(AssignedDevice::move)
                                                .toList())))));
    }
}
