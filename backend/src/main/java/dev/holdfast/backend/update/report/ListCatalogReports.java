package dev.holdfast.backend.update.report;

import dev.holdfast.backend.fleet.DeviceIdPrefix;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.FilterTerms;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.device.DeviceReportView;
import dev.holdfast.contract.operator.device.ReportFields;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Lists the reports of all devices of a catalog, newest first. */
@Singleton
public class ListCatalogReports extends KeysetList<DeviceReportView> {
    private static final String SELECT = """
            select r.device_id, r.report_id, r.at, r.received_at, r.kind, r.detail from device_report r where r.catalog_id = $1""";
    private static final FieldColumns FIELDS = new FieldColumns()
            .whole("kind", "replace(x.kind, '_', '-')")
            .any("device", (condition, beginning) -> DeviceIdPrefix.add(condition, "x.device_id", beginning))
            .ago("received", "x.received_at")
            .words((condition, words) -> {
                DeviceIdPrefix.add(condition, "x.device_id", words);
                condition.sql(" or ");
                FilterTerms.contains(condition, "x.detail::text", words);
            });

    ListCatalogReports(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "reports",
                        DeviceReportView.class,
                        ReportFields.VOCABULARY,
                        FIELDS::on,
                        Order.Choice.of(
                                new Order.Key("received", "x.received_at", "timestamptz"),
                                new Order.Key("id", "encode(x.device_id, 'hex') || x.report_id::text", "text"),
                                true),
                        SELECT,
                        each(ListCatalogReports::view)));
    }

    private static DeviceReportView view(Row row) {
        return new DeviceReportView(
                row.getUUID("report_id"),
                Columns.device(row, "device_id"),
                Columns.instant(row, "at"),
                Columns.instant(row, "received_at"),
                row.getString("kind"),
                ListReports.detail(row.getJsonObject("detail")));
    }
}
