package dev.holdfast.contract.operator.device;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Saved device list.
 *
 * @param id GUID of the view
 * @param name name, unique among shared views, and among the private views of a user
 * @param filter filter as the user entered it
 * @param sort order of the device list
 * @param columns names of fields in order; empty for the default columns
 * @param shared whether all users of the catalog see the view; otherwise the view is private
 * @param changedBy user who last changed the view
 * @param changedAt time of the last change
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
