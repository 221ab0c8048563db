package dev.holdfast.contract.operator.product;

import dev.holdfast.contract.operator.text.PlainLines;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What a device group says of itself and of what its devices get, as in Azure Sphere.
 *
 * @param description at most {@value #MOST_DESCRIPTION} characters
 * @param osFeedType {@code Retail}, or {@code RetailEval} for the coming operating system 14 days earlier
 * @param updatePolicy {@code UpdateAll}, or {@code No3rdPartyAppUpdates} for the operating system alone
 * @param allowCrashDumpsCollection {@code Enabled} or {@code Disabled}: consent to crash dumps, which is off unless somebody gives it
 * @param regionalDataBoundary {@code None}, or {@code EU} for data of its devices that must not leave the European Union
 */
public record GroupSettings(
        @NotNull @Size(max = GroupSettings.MOST_DESCRIPTION) @PlainLines(mayBeBlank = true)
        String description,

        @NotNull @Pattern(regexp = "Retail|RetailEval", message = "is Retail or RetailEval")
        String osFeedType,

        @NotNull @Pattern(regexp = "UpdateAll|No3rdPartyAppUpdates", message = "is UpdateAll or No3rdPartyAppUpdates")
        String updatePolicy,

        @NotNull @Pattern(regexp = "Enabled|Disabled", message = "is Enabled or Disabled")
        String allowCrashDumpsCollection,

        @NotNull @Pattern(regexp = "None|EU", message = "is None or EU")
        String regionalDataBoundary) {
    /** No description is longer. */
    public static final int MOST_DESCRIPTION = 500;

    /** What {@code osFeedType} may be. */
    public static final List<String> OS_FEEDS = List.of("Retail", "RetailEval");

    /** What {@code updatePolicy} may be. */
    public static final List<String> UPDATE_POLICIES = List.of("UpdateAll", "No3rdPartyAppUpdates");

    /** What {@code allowCrashDumpsCollection} may be. */
    public static final List<String> CONSENTS = List.of("Enabled", "Disabled");

    /** What {@code regionalDataBoundary} may be. */
    public static final List<String> REGIONS = List.of("None", "EU");
}
