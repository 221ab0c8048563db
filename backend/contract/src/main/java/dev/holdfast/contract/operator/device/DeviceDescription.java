package dev.holdfast.contract.operator.device;

import dev.holdfast.contract.operator.text.PlainLine;
import dev.holdfast.contract.operator.text.PlainLines;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What people say of a device. It belongs to the device in its catalog, and is gone when the device leaves.
 *
 * @param name one line of at most {@value #MOST_NAME} characters; empty for none
 * @param tags at most {@value #MOST_TAGS}, each like {@link #TAG}, sorted and each once
 * @param notes several lines of at most {@value #MOST_NOTES} characters; empty for none
 */
public record DeviceDescription(
        @NotNull @Size(max = DeviceDescription.MOST_NAME) @PlainLine(mayBeBlank = true)
        String name,

        @NotNull @Size(max = DeviceDescription.MOST_TAGS)
        List<@Pattern(regexp = DeviceDescription.TAG, message = DeviceDescription.TAG_RULE) String> tags,

        @NotNull @Size(max = DeviceDescription.MOST_NOTES) @PlainLines(mayBeBlank = true)
        String notes) {
    /** The most characters of a name. */
    public static final int MOST_NAME = 100;

    /** The most tags of a device. */
    public static final int MOST_TAGS = 20;

    /** The most characters of notes. */
    public static final int MOST_NOTES = 2_000;

    /** What a tag looks like. */
    public static final String TAG = "^[a-z0-9][a-z0-9._:/-]{0,39}$";

    /** What a tag looks like, to complete a sentence. */
    public static final String TAG_RULE =
            "has 1 to 40 of a-z, 0-9, '.', '_', ':', '/' and '-', the first a letter or digit";
}
