package dev.holdfast.backend.fleet.job;

import dev.holdfast.contract.operator.job.DeviceJobAct;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** All that jobs can do. */
@ApplicationScoped
class DeviceActs {
    private final List<DeviceAct> all;

    DeviceActs(@All List<DeviceAct> all) {
        this.all = all;
    }

    DeviceAct of(DeviceJobAct act) {
        return all.stream()
                .filter(one -> one.acts().contains(act))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody knows how to " + act));
    }
}
