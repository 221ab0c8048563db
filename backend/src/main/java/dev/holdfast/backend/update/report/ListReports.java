package dev.holdfast.backend.update.report;

import dev.holdfast.backend.fleet.DeviceHistory;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.device.ReportView;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;

/** Lists reports of a device, newest first. */
@Singleton
public class ListReports extends DeviceHistory<ReportView> {
    private static final String SELECT = """
            select report_id, at, received_at, kind, detail from device_report where catalog_id = $1 and device_id = $2""";
    private static final Order NEWEST = new Order(
            new Order.Key("received", "x.received_at", "timestamptz"),
            new Order.Key("id", "to_char(x.at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || x.report_id", "text"),
            true);

    ListReports(Transactions transactions) {
        super(transactions, "reports", SELECT, NEWEST);
    }

    @Override
    protected ReportView view(Row row) {
        return new ReportView(
                Columns.instant(row, "at"),
                Columns.instant(row, "received_at"),
                row.getString("kind"),
                detail(row.getJsonObject("detail")));
    }

    static Map<String, String> detail(JsonObject stored) {
        return stored.stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    }
}
