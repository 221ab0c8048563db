package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.list.SingleOrderList;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.DeviceId;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;

/**
 * List of what a catalog stored about one device, with one order and no filter.
 *
 * @param <V> row
 */
public abstract class DeviceHistory<V> {
    protected final Transactions transactions;

    private final String name;
    private final String select;
    private final Order order;

    /**
     * Defines the list.
     *
     * @param name identifies the list in cursors, with the device ID
     * @param select SELECT of all rows; {@code $1} is the catalog, {@code $2} the device
     * @param order order of its rows {@code x}
     */
    protected DeviceHistory(Transactions transactions, String name, String select, Order order) {
        this.transactions = transactions;
        this.name = name;
        this.select = select;
        this.order = order;
    }

    /** Converts a row to the API's view. */
    protected abstract V view(Row row);

    /** Returns a page; fails with {@code not-found} if the catalog never had the device. */
    public final Uni<Slice<V>> page(CatalogId catalog, DeviceId device, PageParameters parameters) {
        return transactions.inCatalog(
                catalog,
                tx -> FindDevices.requireEverHad(tx, device)
                        .chain(() -> new SingleOrderList(name + " " + device.text(), order)
                                .page(
                                        tx,
                                        new SqlBuilder(catalog).given(device).sql(select),
                                        parameters,
                                        rows -> Uni.createFrom()
                                                .item(rows.stream()
                                                        .map(this::view)
                                                        .toList()))));
    }
}
