package dev.holdfast.contract.operator.device;

import dev.holdfast.contract.operator.text.PlainLine;
import dev.holdfast.contract.operator.text.PlainLines;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Name, tags and notes of a device in its catalog. Deleted when the device leaves the catalog.
 *
 * @param name one line of at most {@value #MAX_NAME} characters; empty for none
 * @param tags at most {@value #MAX_TAGS} distinct tags that match {@link #TAG}, sorted
 * @param notes lines of at most {@value #MAX_NOTES} characters in total; empty for none
 */
public record DeviceDescription(
        @NotNull @Size(max = DeviceDescription.MAX_NAME) @PlainLine(mayBeBlank = true)
        String name,

        @NotNull @Size(max = DeviceDescription.MAX_TAGS)
        List<@Pattern(regexp = DeviceDescription.TAG, message = DeviceDescription.TAG_RULE) String> tags,

        @NotNull @Size(max = DeviceDescription.MAX_NOTES) @PlainLines(mayBeBlank = true)
        String notes) {
    /** Maximum length of a name. */
    public static final int MAX_NAME = 100;

    /** Maximum number of tags. */
    public static final int MAX_TAGS = 20;

    /** Maximum length of the notes. */
    public static final int MAX_NOTES = 2_000;

    /** Pattern of a tag. */
    public static final String TAG = "^[a-z0-9][a-z0-9._:/-]{0,39}$";

    /** Rule for tags, as a sentence without its subject. */
    public static final String TAG_RULE =
            "must have 1 to 40 of a-z, 0-9, '.', '_', ':', '/' and '-', and begin with a letter or digit";
}
