package dev.holdfast.contract.operator.device;

import dev.holdfast.contract.operator.filter.FilterReader;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of devices to keep.
 *
 * @param name 1 to {@value #MOST_NAME} characters on one line
 * @param filter a filter as the device list takes it; empty for all devices
 * @param sort an order as the list takes it; null for by ID
 * @param columns names of fields; null or empty for those that are shown anyway
 * @param shared whether everybody of the catalog sees it, which takes a Contributor; else it is one's own
 */
public record NewSavedView(
        @NotNull @Size(min = 1, max = NewSavedView.MOST_NAME) @PlainLine
        String name,

        @NotNull @Size(max = FilterReader.LONGEST) @PlainLine(mayBeBlank = true)
        String filter,

        @Nullable String sort,
        @Nullable List<String> columns,
        boolean shared) {
    /** The most characters of a name. */
    public static final int MOST_NAME = 60;
}
