package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distinct devices to claim with their groups, in the order of the request.
 *
 * @param entries the devices
 * @param proofs evidence over claim challenges
 */
record ClaimList(List<Entry> entries, List<Blob> proofs) {
    /**
     * One device.
     *
     * @param line line in the CSV file; null for a JSON request
     * @param group destination of the device
     */
    record Entry(@Nullable Integer line, DeviceId device, DeviceGroups.Name group) {}

    List<DeviceId> devices() {
        return entries.stream().map(Entry::device).toList();
    }

    List<DeviceGroups.Name> groups() {
        return entries.stream().map(Entry::group).distinct().toList();
    }
}
