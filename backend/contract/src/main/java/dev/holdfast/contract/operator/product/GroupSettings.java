package dev.holdfast.contract.operator.product;

import dev.holdfast.contract.operator.text.PlainLines;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Settings of a device group, as in Azure Sphere.
 *
 * @param description at most {@value #MAX_DESCRIPTION} characters
 * @param osFeedType {@code Retail}, or {@code RetailEval} for new operating systems before their promotion to {@code Retail}
 * @param updatePolicy {@code UpdateAll}, or {@code No3rdPartyAppUpdates} for updates of the operating system only
 * @param allowCrashDumpsCollection {@code Enabled} or {@code Disabled}: consent to crash dumps
 * @param regionalDataBoundary {@code None}, or {@code EU} to keep data of the group's devices in the European Union
 */
public record GroupSettings(
        @NotNull @Size(max = GroupSettings.MAX_DESCRIPTION) @PlainLines(mayBeBlank = true)
        String description,

        @NotNull @Pattern(regexp = "Retail|RetailEval", message = "must be Retail or RetailEval")
        String osFeedType,

        @NotNull
        @Pattern(regexp = "UpdateAll|No3rdPartyAppUpdates", message = "must be UpdateAll or No3rdPartyAppUpdates")
        String updatePolicy,

        @NotNull @Pattern(regexp = "Enabled|Disabled", message = "must be Enabled or Disabled")
        String allowCrashDumpsCollection,

        @NotNull @Pattern(regexp = "None|EU", message = "must be None or EU")
        String regionalDataBoundary) {
    /** Maximum length of a description. */
    public static final int MAX_DESCRIPTION = 500;

    /** Values of {@code osFeedType}. */
    public static final List<String> OS_FEEDS = List.of("Retail", "RetailEval");

    /** Values of {@code updatePolicy}. */
    public static final List<String> UPDATE_POLICIES = List.of("UpdateAll", "No3rdPartyAppUpdates");

    /** Values of {@code allowCrashDumpsCollection}. */
    public static final List<String> CONSENTS = List.of("Enabled", "Disabled");

    /** Values of {@code regionalDataBoundary}. */
    public static final List<String> REGIONS = List.of("None", "EU");
}
