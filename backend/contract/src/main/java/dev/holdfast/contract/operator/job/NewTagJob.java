package dev.holdfast.contract.operator.job;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Job that adds and removes tags of devices. At least one list is not empty, and no tag is in both.
 *
 * @param devices selected devices
 * @param add tags to add; null for none
 * @param remove tags to remove; null for none
 * @param reason up to 200 characters on one line; null or empty for none
 */
public record NewTagJob(
        @NotNull @Valid DeviceSelection devices,

        @Size(max = DeviceDescription.MAX_TAGS) @Nullable
        List<@Pattern(regexp = DeviceDescription.TAG, message = DeviceDescription.TAG_RULE) String> add,

        @Size(max = DeviceDescription.MAX_TAGS) @Nullable
        List<@Pattern(regexp = DeviceDescription.TAG, message = DeviceDescription.TAG_RULE) String> remove,

        @Size(max = Reason.MAX_LENGTH) @PlainLine(mayBeBlank = true) @Nullable
        String reason) {}
