package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.job.DeviceAct;
import dev.holdfast.backend.fleet.job.JobWish;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Outcome.Done;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.job.DeviceJobAct;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Claims devices for a job, by the makers' word alone. */
@ApplicationScoped
class ClaimManyDevices implements DeviceAct {
    private static final CheckProofs.Checked NO_PROOFS = new CheckProofs.Checked(Map.of(), Map.of());

    private final ClaimDevices claimDevices;

    ClaimManyDevices(ClaimDevices claimDevices) {
        this.claimDevices = claimDevices;
    }

    @Override
    public Set<DeviceJobAct> acts() {
        return Set.of(DeviceJobAct.CLAIM);
    }

    @Override
    public Uni<Void> check(Tx tx, JobWish wish) {
        return DeviceGroups.destination(tx, wish.destination()).replaceWithVoid();
    }

    @Override
    public Uni<Done> perform(Tx tx, Task task, List<DeviceId> devices) {
        DeviceGroups.Name group = task.wish().destination();
        return claimDevices
                .claim(
                        tx,
                        new ClaimList(
                                devices.stream()
                                        .map(device -> new ClaimList.Entry(null, device, group))
                                        .toList(),
                                List.of()),
                        NO_PROOFS)
                .map(outcome -> new Done(
                        outcome.placed().size(),
                        outcome.refused().stream()
                                .map(refusal -> new DeviceJobRefusal(
                                        refusal.deviceId(), refusal.code().name(), refusal.reason()))
                                .toList(),
                        outcome.moves()));
    }
}
