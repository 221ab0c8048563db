package dev.holdfast.contract.operator.product;

import dev.holdfast.contract.operator.text.PlainLines;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a device group, as in Azure Sphere.
 *
 * @param description at most {@value #MAX_DESCRIPTION} characters
 * @param osFeedType {@code Retail}, or {@code RetailEval} for new operating systems before their promotion to {@code Retail}
 * @param updatePolicy {@code UpdateAll}, {@code No3rdPartyAppUpdates} for updates of the operating system only, or {@code NoUpdates}
 * @param allowCrashDumpsCollection {@code Enabled} or {@code Disabled}: consent to crash dumps
 * @param regionalDataBoundary {@code None}, or {@code EU} to keep data of the group's devices in the European Union
 * @param requiresApproval whether each deployment to the group needs approval. Turning this off always needs approval. Omit to keep the
 *     setting; a new group needs no approval
 * @param timeZone IANA name of the time zone of update policies, such as {@code Europe/Amsterdam}. Omit to keep the setting; a new group
 *     has {@code UTC}
 */
public record GroupSettings(
        @NotNull @Size(max = GroupSettings.MAX_DESCRIPTION) @PlainLines(mayBeBlank = true)
        String description,

        @NotNull @Pattern(regexp = GroupSettings.OS_FEEDS, message = "must be Retail or RetailEval")
        String osFeedType,

        @NotNull
        @Pattern(
                regexp = "UpdateAll|No3rdPartyAppUpdates|NoUpdates",
                message = "must be UpdateAll, No3rdPartyAppUpdates or NoUpdates")
        String updatePolicy,

        @NotNull @Pattern(regexp = "Enabled|Disabled", message = "must be Enabled or Disabled")
        String allowCrashDumpsCollection,

        @NotNull @Pattern(regexp = "None|EU", message = "must be None or EU")
        String regionalDataBoundary,

        @Nullable Boolean requiresApproval,

        @Pattern(
                regexp = GroupSettings.TIME_ZONES,
                message = "must be the IANA name of a time zone, such as Europe/Amsterdam")
        @Nullable
        String timeZone) {
    /** Maximum length of a description. */
    public static final int MAX_DESCRIPTION = 500;

    /** Form of the names of time zones. */
    public static final String TIME_ZONES = "[A-Za-z0-9_+/-]{1,64}";

    /** OS feeds, separated by {@code |}. */
    public static final String OS_FEEDS = "Retail|RetailEval";
}
