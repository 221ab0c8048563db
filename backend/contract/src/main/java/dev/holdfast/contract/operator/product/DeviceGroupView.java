package dev.holdfast.contract.operator.product;

import java.util.UUID;

/**
 * A device group of a product.
 *
 * @param id its GUID
 * @param product the product
 * @param name its name, unique in the product
 * @param description for people
 * @param osFeedType {@code Retail} or {@code RetailEval}
 * @param updatePolicy {@code UpdateAll} or {@code No3rdPartyAppUpdates}
 * @param allowCrashDumpsCollection {@code Enabled} or {@code Disabled}
 * @param regionalDataBoundary {@code None} or {@code EU}
 * @param devices how many devices it has
 * @param hasDeployment whether something was deployed to it
 * @param requiresPostQuantum see {@link GroupConnection}
 */
public record DeviceGroupView(
        UUID id,
        String product,
        String name,
        String description,
        String osFeedType,
        String updatePolicy,
        String allowCrashDumpsCollection,
        String regionalDataBoundary,
        long devices,
        boolean hasDeployment,
        boolean requiresPostQuantum) {
    /** Returns what can be said anew of it. */
    public GroupSettings settings() {
        return new GroupSettings(
                description, osFeedType, updatePolicy, allowCrashDumpsCollection, regionalDataBoundary);
    }
}
