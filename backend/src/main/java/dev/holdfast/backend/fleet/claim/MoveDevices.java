package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.fleet.job.DeviceAct;
import dev.holdfast.backend.fleet.job.JobWish;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Outcome.Done;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts devices that the catalog has into another group. A device that it does not have is never claimed by that. */
@ApplicationScoped
class MoveDevices implements DeviceAct {
    private final Clock clock;

    MoveDevices(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Set<DeviceJobAct> acts() {
        return Set.of(DeviceJobAct.MOVE);
    }

    @Override
    public Uni<Void> check(Tx tx, JobWish wish) {
        return DeviceGroups.destination(tx, wish.destination()).replaceWithVoid();
    }

    @Override
    public Uni<Done> perform(Tx tx, Task task, List<DeviceId> devices) {
        ClaimStatements statements = new ClaimStatements(tx);
        return DeviceGroups.lockDestination(tx, task.wish().destination())
                .chain(group -> statements
                        .ours(devices)
                        .chain(ours -> place(statements, ours, group)
                                .call(placed -> tx.emit(
                                        placed.stream().map(Placed::event).toList()))
                                .map(placed -> new Done(
                                        placed.size(),
                                        missing(devices, new HashSet<>(ours)),
                                        Moves.of(placed.stream()
                                                .map(Placed::move)
                                                .toList())))));
    }

    private Uni<List<Placed>> place(ClaimStatements statements, List<DeviceId> ours, GroupRef group) {
        return ours.isEmpty()
                ? Uni.createFrom().item(List.of())
                : statements.place(
                        ours.stream().collect(Collectors.toMap(device -> device, device -> group)), clock.instant());
    }

    private static List<DeviceJobRefusal> missing(List<DeviceId> wanted, Set<DeviceId> ours) {
        return wanted.stream()
                .filter(device -> !ours.contains(device))
                .map(device -> new DeviceJobRefusal(device, "NOT_FOUND", "This catalog has no such device."))
                .toList();
    }
}
