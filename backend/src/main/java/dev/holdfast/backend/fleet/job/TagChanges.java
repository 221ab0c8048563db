package dev.holdfast.backend.fleet.job;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import dev.holdfast.contract.operator.revocation.BlockResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tag changes of a page of devices. Pure.
 *
 * @param changes devices whose tags change
 * @param refused devices that are missing or would have too many tags
 */
record TagChanges(List<Change> changes, List<DeviceJobRefusal> refused) {
    /** Device whose tags change. */
    record Change(DeviceId device, String name, List<String> before, List<String> after) {
        /** Returns the text of the audit entry, in the format of {@code DescribeDevice}. */
        String sentence() {
            return "Tags: " + quoted(before) + " → " + quoted(after) + ".";
        }

        private static String quoted(List<String> tags) {
            return tags.isEmpty() ? "none" : '“' + String.join(", ", tags) + '”';
        }
    }

    /** Compares the tags; {@code here} has the names of the devices that the catalog has, {@code tags} the current tags. */
    static TagChanges of(
            JobSpec spec,
            List<DeviceId> devices,
            List<Map.Entry<DeviceId, String>> here,
            Map<DeviceId, List<String>> tags) {
        Map<DeviceId, String> names = here.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<Change> changes = new ArrayList<>();
        List<DeviceJobRefusal> refused = new ArrayList<>();
        for (DeviceId device : devices) {
            String name = names.get(device);
            List<String> before = tags.getOrDefault(device, List.of());
            TreeSet<String> after = new TreeSet<>(before);
            spec.remove().forEach(after::remove);
            after.addAll(spec.add());
            if (name == null) {
                refused.add(new DeviceJobRefusal(
                        device, BlockResult.Code.NOT_FOUND.name(), BlockResult.Code.NOT_FOUND.reason()));
            } else if (after.size() > DeviceDescription.MAX_TAGS && after.size() > before.size()) {
                refused.add(new DeviceJobRefusal(
                        device,
                        DeviceJobRefusal.TOO_MANY_TAGS,
                        "The device would have " + after.size() + " tags; the limit is " + DeviceDescription.MAX_TAGS
                                + ". Remove some first."));
            } else if (!List.copyOf(after).equals(before)) {
                changes.add(new Change(device, name, before, List.copyOf(after)));
            }
        }
        return new TagChanges(List.copyOf(changes), List.copyOf(refused));
    }
}
