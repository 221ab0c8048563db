package dev.holdfast.sim.factory;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.sim.fault.MadeFault;
import dev.holdfast.sim.fault.UnknownChip;
import java.util.List;
import java.util.Map;

/**
 * A batch of chips.
 *
 * @param devices all of them, the unknown ones too
 * @param endorsementJws the silicon manufacturer's signed list (compact JWS); it does not name unknown chips
 * @param faults what is wrong with whom since the factory
 */
public record Batch(List<DeviceId> devices, String endorsementJws, Map<DeviceId, MadeFault> faults) {
    /** Copies the collections. */
    public Batch {
        devices = List.copyOf(devices);
        faults = Map.copyOf(faults);
    }

    /** Returns the devices that the list names: those that can be claimed. */
    public List<DeviceId> endorsed() {
        return devices.stream()
                .filter(device -> !(faults.get(device) instanceof UnknownChip))
                .toList();
    }
}
