package dev.holdfast.contract.operator.product;

/**
 * ID and title of an update policy.
 *
 * @param id ID, such as {@code update/catalog}, which has the key {@code update-catalog} in paths; of a shipped policy such as
 *     {@code update/NoUpdates}
 * @param title title of the active version, or of the newest one if none is active; the end of the ID if the policy is unknown
 */
public record UpdatePolicyName(String id, String title) {}
