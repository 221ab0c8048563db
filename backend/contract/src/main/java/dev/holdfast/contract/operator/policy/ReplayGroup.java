package dev.holdfast.contract.operator.policy;

import java.util.List;

/**
 * Replay counts of a device group. Devices whose trust would change are those with a different decision on any replayed evidence.
 *
 * @param product name of the product
 * @param group name of the device group
 * @param devices number of processed devices, with or without evidence
 * @param devicesChanged number of devices whose trust would change
 * @param transitions number of devices for each change of trust; empty if no trust would change
 */
public record ReplayGroup(
        String product, String group, long devices, long devicesChanged, List<TrustTransition> transitions) {}
