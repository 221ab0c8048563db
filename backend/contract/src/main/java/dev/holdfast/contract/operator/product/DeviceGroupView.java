package dev.holdfast.contract.operator.product;

import java.util.UUID;

/**
 * Device group of a product.
 *
 * @param id GUID of the group
 * @param product name of the product
 * @param name name, unique in the product
 * @param description description for people
 * @param osFeedType {@code Retail} or {@code RetailEval}
 * @param updatePolicy {@code UpdateAll}, {@code No3rdPartyAppUpdates} or {@code NoUpdates}
 * @param allowCrashDumpsCollection {@code Enabled} or {@code Disabled}
 * @param regionalDataBoundary {@code None} or {@code EU}
 * @param devices number of devices
 * @param hasDeployment whether the group ever had a deployment
 * @param requiresPostQuantum whether devices must use a post-quantum key exchange, see {@link GroupConnection}
 * @param requiresApproval whether each deployment to the group needs approval, whatever the approval rules of the catalog are
 * @param timeZone IANA name of the time zone of update policies, such as {@code Europe/Amsterdam}
 * @param feedIsOlder whether the OS feed offers an older release than devices of the group have. They keep theirs
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
        boolean requiresPostQuantum,
        boolean requiresApproval,
        String timeZone,
        boolean feedIsOlder) {
    /** Returns the changeable settings. */
    public GroupSettings settings() {
        return new GroupSettings(
                description,
                osFeedType,
                updatePolicy,
                allowCrashDumpsCollection,
                regionalDataBoundary,
                requiresApproval,
                timeZone);
    }
}
