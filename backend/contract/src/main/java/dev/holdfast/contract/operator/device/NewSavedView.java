package dev.holdfast.contract.operator.device;

import dev.holdfast.contract.operator.filter.FilterReader;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Device list to save.
 *
 * @param name 1 to {@value #MAX_NAME} characters on one line
 * @param filter filter of the device list; empty for all devices
 * @param sort order of the device list; null for order by ID
 * @param columns names of fields; null or empty for the default columns
 * @param shared whether all users of the catalog see the view, which requires the Contributor role; otherwise the view is private
 */
public record NewSavedView(
        @NotNull @Size(min = 1, max = NewSavedView.MAX_NAME) @PlainLine
        String name,

        @NotNull @Size(max = FilterReader.MAX_LENGTH) @PlainLine(mayBeBlank = true)
        String filter,

        @Nullable String sort,
        @Nullable List<String> columns,
        boolean shared) {
    /** Maximum length of a name. */
    public static final int MAX_NAME = 60;
}
