package dev.holdfast.backend.platform.list;

import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * List with one SELECT, one order and no filter.
 *
 * @param name identifies the list in cursors
 * @param order order of its rows {@code x}
 */
public record SingleOrderList(String name, Order order) {
    /**
     * Reads a page in a transaction; fails with {@code invalid-request} for a cursor of another list.
     *
     * @param all SELECT of all rows
     * @param views converts rows
     * @param <V> row
     */
    public <V> Uni<Slice<V>> page(
            Tx tx, SqlBuilder all, PageParameters parameters, Function<List<Row>, Uni<List<V>>> views) {
        int limit = Parameters.limit(parameters.limit());
        String cursor = parameters.cursor();
        SqlBuilder page =
                all.prepend("select x.*" + order.columns() + " from (").sql(") x where true");
        if (cursor != null) {
            order.after(page, Cursor.read(name, cursor));
        }
        page.sql(order.orderBy() + " limit " + (limit + 1));
        return Cursor.mapCursorErrors(cursor, tx.list(page.text(), row -> row, page.parameters()))
                .chain(rows -> views.apply(rows.subList(0, Math.min(limit, rows.size())))
                        .map(found -> new Slice<>(found, next(rows, limit))));
    }

    private @Nullable String next(List<Row> rows, int limit) {
        return rows.size() > limit ? Cursor.write(name, Order.position(rows.get(limit - 1))) : null;
    }
}
