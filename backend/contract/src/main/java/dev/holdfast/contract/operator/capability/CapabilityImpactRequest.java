package dev.holdfast.contract.operator.capability;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Request for the impact of a capability file.
 *
 * @param capabilities {@code ApplicationDevelopment}, {@code FieldServicing}, both, or none. Duplicates are ignored
 * @param hours validity in hours, 1 to {@value NewCapabilityFile#MAX_HOURS}
 * @param reason ignored, so that clients can send the body of the command unchanged
 */
public record CapabilityImpactRequest(
        @NotNull @Size(max = NewCapabilityFile.MAX_CAPABILITIES)
        List<@Pattern(regexp = "ApplicationDevelopment|FieldServicing") String> capabilities,

        @NotNull @Min(1) @Max(NewCapabilityFile.MAX_HOURS) Integer hours,

        @Nullable String reason) {}
