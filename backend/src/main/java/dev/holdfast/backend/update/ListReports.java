package dev.holdfast.backend.update;

import dev.holdfast.backend.fleet.FindDevices;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.ReportView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

@ApplicationScoped
public class ListReports {
    private static final String NEWEST = """
            select at, received_at, kind, detail from device_report
            where catalog_id = $1 and device_id = $2 order by received_at desc, at desc limit $3""";

    private final Transactions transactions;

    ListReports(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the reports, newest first; fails with {@code not-found} if the catalog never had the device. */
    public Uni<List<ReportView>> newest(CatalogId catalog, DeviceId device, int limit) {
        return transactions.inCatalog(
                catalog,
                tx -> FindDevices.requireEverHad(tx, device)
                        .chain(() -> tx.list(NEWEST, ListReports::report, catalog, device, limit)));
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
