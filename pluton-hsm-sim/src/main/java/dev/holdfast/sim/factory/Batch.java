package dev.holdfast.sim.factory;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.fault.FactoryFault;
import dev.holdfast.sim.fault.UnknownChip;
import java.util.List;
import java.util.Map;

/**
 * A batch of chips.
 *
 * @param devices all chips, unknown ones included
 * @param endorsementJws the manufacturer's signed endorsement list (compact JWS), without unknown chips
 * @param faults factory faults by device
 */
public record Batch(List<DeviceId> devices, String endorsementJws, Map<DeviceId, FactoryFault> faults) {
    public Batch {
        devices = List.copyOf(devices);
        faults = Map.copyOf(faults);
    }

    /** Returns the devices on the list: those that can be claimed. */
    public List<DeviceId> endorsed() {
        return devices.stream()
                .filter(device -> !(faults.get(device) instanceof UnknownChip))
                .toList();
    }
}
