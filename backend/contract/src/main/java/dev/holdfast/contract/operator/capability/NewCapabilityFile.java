package dev.holdfast.contract.operator.capability;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Capability file to issue for one device.
 *
 * @param capabilities {@code ApplicationDevelopment}, {@code FieldServicing}, both, or none. Duplicates are ignored. A file
 *     without capabilities removes the capabilities of an installed file
 * @param hours validity in hours, 1 to {@value #MAX_HOURS}
 * @param reason 1 to 500 characters on one line; saved with the file and in the audit log
 */
public record NewCapabilityFile(
        @NotNull @Size(max = NewCapabilityFile.MAX_CAPABILITIES)
        List<
                        @Pattern(
                                regexp = "ApplicationDevelopment|FieldServicing",
                                message =
                                        "must be ApplicationDevelopment or FieldServicing; the silicon manufacturer signs the others")
                        String>
                capabilities,

        @NotNull @Min(1) @Max(NewCapabilityFile.MAX_HOURS) Integer hours,

        @NotNull @Size(min = 1, max = NewCapabilityFile.MAX_REASON) @PlainLine
        String reason) {
    /** Maximum length of the list, duplicates included: the number of capabilities that the chip knows. */
    public static final int MAX_CAPABILITIES = 13;
    /** Maximum validity: 30 days. */
    public static final int MAX_HOURS = 720;
    /** Maximum length of the reason. */
    public static final int MAX_REASON = 500;
}
