package dev.holdfast.contract.operator.device;

/**
 * Update policy that holds the target of a device.
 *
 * @param id ID of the policy, such as {@code update/catalog}, which has the key {@code update-catalog} in paths; of a shipped policy such as
 *     {@code update/NoUpdates}
 * @param title title of the policy's active version, or of its newest one if none is active; the end of the ID if the policy is unknown
 */
public record HoldingPolicy(String id, String title) {}
