package dev.holdfast.contract.operator.device;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A list of devices as somebody keeps it.
 *
 * @param id its GUID
 * @param name its name; those that are shared are told apart by it, and so are one's own
 * @param filter the filter, as it was written
 * @param sort the order, as the list takes it
 * @param columns names of fields, in order; empty for those that are shown anyway
 * @param shared whether everybody of the catalog sees it; else it is one's own
 * @param changedBy who said so last
 * @param changedAt when
 */
public record SavedView(
        UUID id,
        String name,
        String filter,
        String sort,
        List<String> columns,
        boolean shared,
        String changedBy,
        Instant changedAt) {
    /** Copies the list. */
    public SavedView {
        columns = List.copyOf(columns);
    }
}
