package dev.holdfast.contract.operator.capability;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A capability file to issue for one device.
 *
 * @param capabilities {@code ApplicationDevelopment}, {@code FieldServicing}, both, or none: a file that allows nothing takes away
 *     what another one that is installed allows
 * @param hours how long it is good, 1 to {@value #MOST_HOURS}
 * @param reason why, 1 to 500 characters on one line; kept with the file and in the audit log
 */
public record NewCapabilityFile(
        @NotNull @Size(max = NewCapabilityFile.MOST_CAPABILITIES)
        List<
                        @Pattern(
                                regexp = "ApplicationDevelopment|FieldServicing",
                                message =
                                        "is ApplicationDevelopment or FieldServicing; the others are the silicon manufacturer's to sign")
                        String>
                capabilities,

        @NotNull @Min(1) @Max(NewCapabilityFile.MOST_HOURS) Integer hours,

        @NotNull @Size(min = 1, max = NewCapabilityFile.MOST_REASON) @PlainLine
        String reason) {
    /** As many as the chip knows. */
    public static final int MOST_CAPABILITIES = 13;
    /** Thirty days. */
    public static final int MOST_HOURS = 720;
    /** Why one is issued, at most. */
    public static final int MOST_REASON = 500;
}
