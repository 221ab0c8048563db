package dev.holdfast.contract.operator.policy;

import java.util.List;

/**
 * What a replay counted in a device group.
 *
 * @param product the product
 * @param group the device group
 * @param devices devices that were looked at
 * @param devicesChanged of which would change
 * @param turns how many devices would go from what to what; empty when none would
 */
public record ReplayGroup(String product, String group, long devices, long devicesChanged, List<ReplayTurn> turns) {}
