package dev.holdfast.backend.fleet.view;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.contract.operator.device.SavedView;
import io.vertx.sqlclient.Row;
import java.util.List;

/**
 * A view and how often it was changed.
 *
 * @param view the view
 * @param version 1 for a new one
 */
record ViewRecord(SavedView view, long version) {
    /** What {@link #read} reads. */
    static final String COLUMNS =
            "view_id, name, filter, sort, columns, subject is null as shared, changed_by, changed_at, version";

    static ViewRecord read(Row row) {
        return new ViewRecord(
                new SavedView(
                        row.getUUID("view_id"),
                        row.getString("name"),
                        row.getString("filter"),
                        row.getString("sort"),
                        List.of(row.getArrayOfStrings("columns")),
                        row.getBoolean("shared"),
                        row.getString("changed_by"),
                        Columns.instant(row, "changed_at")),
                row.getLong("version"));
    }

    /** Returns the entity tag, quotes included. */
    String tag() {
        return '"' + Long.toString(version) + '"';
    }
}
