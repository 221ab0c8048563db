package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.fleet.DeviceIdPrefix;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.FilterTerms;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.claim.DepartedDeviceFields;
import dev.holdfast.contract.operator.claim.DepartedDeviceView;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Lists the devices that left a catalog, newest departure first. */
@Singleton
public class ListDepartures extends KeysetList<DepartedDeviceView> {
    private static final String SELECT = """
            select device_id, name, product, device_group, claimed_at, left_at, departure, reason, actor, transfer_id
            from departed_device where catalog_id = $1""";
    private static final FieldColumns FIELDS = new FieldColumns()
            .whole("is", "x.departure")
            .any("device", (condition, beginning) -> DeviceIdPrefix.add(condition, "x.device_id", beginning))
            .part("name", "x.name")
            .whole("product", "x.product")
            .whole("group", "x.device_group")
            .part("reason", "x.reason")
            .whole("by", "x.actor")
            .ago("left", "x.left_at")
            .words((condition, words) -> {
                DeviceIdPrefix.add(condition, "x.device_id", words);
                FilterTerms.contains(condition.sql(" or "), "x.name", words);
                FilterTerms.contains(condition.sql(" or "), "x.reason", words);
            });

    ListDepartures(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "departed-devices",
                        DepartedDeviceView.class,
                        DepartedDeviceFields.VOCABULARY,
                        FIELDS::on,
                        Order.Choice.of(
                                new Order.Key("left", "x.left_at", "timestamptz"),
                                new Order.Key("id", "x.device_id", "bytea"),
                                true),
                        SELECT,
                        each(ListDepartures::view)));
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
