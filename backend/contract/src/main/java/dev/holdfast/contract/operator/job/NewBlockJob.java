package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Job that blocks or unblocks devices.
 *
 * @param devices selected devices
 * @param reason 1 to 200 characters on one line
 */
public record NewBlockJob(
        @NotNull @Valid DeviceSelection devices,

        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String reason) {}
