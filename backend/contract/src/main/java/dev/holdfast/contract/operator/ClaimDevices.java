package dev.holdfast.contract.operator;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * Devices to claim into a group. A device that the catalog already has is moved there.
 *
 * @param product the product'\''s name
 * @param group the group'\''s name
 * @param deviceIds 1 to 20,000 device IDs
 */
public record ClaimDevices(String product, String group, List<DeviceId> deviceIds) {}
