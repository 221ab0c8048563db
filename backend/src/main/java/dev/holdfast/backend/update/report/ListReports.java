package dev.holdfast.backend.update.report;

import dev.holdfast.backend.fleet.FindDevices;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.list.SingleOrderList;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.ReportView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.stream.Collectors;

@ApplicationScoped
public class ListReports {
    private static final String SELECT = """
            select report_id, at, received_at, kind, detail from device_report where catalog_id = $1 and device_id = $2""";
    private static final Order NEWEST = new Order(
            new Order.Key("received", "x.received_at", "timestamptz"),
            new Order.Key("id", "to_char(x.at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || x.report_id", "text"),
            true);

    private final Transactions transactions;

    ListReports(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns a page of the reports, newest first; fails with {@code not-found} if the catalog never had the device. */
    public Uni<Slice<ReportView>> page(CatalogId catalog, DeviceId device, PageParameters parameters) {
        return transactions.inCatalog(
                catalog,
                tx -> FindDevices.requireEverHad(tx, device)
                        .chain(() -> new SingleOrderList("reports " + device.text(), NEWEST)
                                .page(
                                        tx,
                                        new SqlBuilder(catalog).given(device).sql(SELECT),
                                        parameters,
                                        rows -> Uni.createFrom()
                                                .item(rows.stream()
                                                        .map(ListReports::report)
                                                        .toList()))));
    }

    private static ReportView report(Row row) {
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
