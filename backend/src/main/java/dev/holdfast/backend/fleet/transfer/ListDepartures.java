package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.fleet.DeviceIdPrefix;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.claim.DepartedDevicePage;
import dev.holdfast.contract.operator.claim.DepartedDeviceView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the devices that left a catalog. */
@ApplicationScoped
public class ListDepartures {
    // Null $2: all departures. Null $3 and $4: the text is no hex prefix, and "between" matches no device ID.
    private static final String WHERE = """
            from departed_device
            where catalog_id = $1
              and ($2::text is null or starts_with(name, $2) or (device_id between $3 and $4))""";
    private static final String PAGE = """
            select device_id, name, product, device_group, claimed_at, left_at, departure, reason, actor, transfer_id
            """ + WHERE + " order by left_at desc, device_id offset $5 limit $6";
    private static final String COUNT = "select count(*) as total " + WHERE;

    private final Transactions transactions;

    ListDepartures(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns a page of the departures whose device ID or name begins with {@code text} (null for all), newest first. */
    Uni<DepartedDevicePage> page(CatalogId catalog, @Nullable String text, int offset, int limit) {
        Optional<DeviceIdPrefix> ids = text == null ? Optional.empty() : DeviceIdPrefix.parse(text);
        Object first = ids.<Object>map(DeviceIdPrefix::first).orElse(null);
        Object last = ids.<Object>map(DeviceIdPrefix::last).orElse(null);
        return transactions.inCatalog(
                catalog,
                tx -> tx.list(PAGE, ListDepartures::view, catalog, text, first, last, offset, limit)
                        .chain(devices -> tx.one(COUNT, row -> row.getLong("total"), catalog, text, first, last)
                                .map(total -> new DepartedDevicePage(
                                        devices, total, Parameters.next(offset, devices, total)))));
    }

    private static DepartedDeviceView view(Row row) {
        return new DepartedDeviceView(
                Columns.device(row, "device_id"),
                row.getString("name"),
                row.getString("product"),
                row.getString("device_group"),
                Columns.instant(row, "claimed_at"),
                Columns.instant(row, "left_at"),
                DepartedDeviceView.Departure.valueOf(row.getString("departure")),
                row.getString("reason"),
                row.getString("actor"),
                row.getUUID("transfer_id"));
    }
}
