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
 * A job that gives devices tags and takes tags away. At least one of the lists names a tag, and none is in both.
 *
 * @param devices which
 * @param add tags that each gets; null for none
 * @param remove tags that each loses; null for none
 * @param reason why, up to 200 characters on one line; null or empty for none
 */
public record NewTagJob(
        @NotNull @Valid DeviceSelection devices,

        @Size(max = DeviceDescription.MOST_TAGS) @Nullable
        List<@Pattern(regexp = DeviceDescription.TAG, message = DeviceDescription.TAG_RULE) String> add,

        @Size(max = DeviceDescription.MOST_TAGS) @Nullable
        List<@Pattern(regexp = DeviceDescription.TAG, message = DeviceDescription.TAG_RULE) String> remove,

        @Size(max = Reason.MAX_LENGTH) @PlainLine(mayBeBlank = true) @Nullable
        String reason) {}
