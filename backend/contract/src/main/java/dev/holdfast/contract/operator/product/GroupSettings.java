package dev.holdfast.contract.operator.product;

/**
 * What a device group says of itself and of what its devices get, as in Azure Sphere.
 *
 * @param description at most 500 characters
 * @param osFeedType {@code Retail}, or {@code RetailEval} for the coming operating system 14 days earlier
 * @param updatePolicy {@code UpdateAll}, or {@code No3rdPartyAppUpdates} for the operating system alone
 * @param allowCrashDumpsCollection {@code Enabled} or {@code Disabled}: consent to crash dumps, which is off unless somebody gives it
 * @param regionalDataBoundary {@code None}, or {@code EU} for data of its devices that must not leave the European Union
 */
public record GroupSettings(
        String description,
        String osFeedType,
        String updatePolicy,
        String allowCrashDumpsCollection,
        String regionalDataBoundary) {
    /** No description is longer. */
    public static final int MOST_DESCRIPTION = 500;
}
