package dev.holdfast.backend.attestation.anomaly;

import dev.holdfast.backend.fleet.DeviceScope;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import dev.holdfast.contract.operator.anomaly.AnomalyView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Lists a device's anomalies and dismisses them. */
@ApplicationScoped
public class ReviewAnomalies {
    static final String SELECT = """
            select device_id, kind, first_seen, last_seen, count, detail, remote_address, dismissed_at, dismissed_by,
                   dismissed_reason
            from anomaly where catalog_id = $1""";
    private static final String OF_DEVICE = SELECT + " and device_id = $2 order by last_seen desc, kind";
    private static final String DISMISS = """
            update anomaly set dismissed_at = $4, dismissed_by = $5, dismissed_reason = $6
            where catalog_id = $1 and device_id = $2 and kind = $3 and dismissed_at is null
            returning device_id, kind, first_seen, last_seen, count, detail, remote_address, dismissed_at,
                dismissed_by, dismissed_reason""";

    private final Commands commands;
    private final Transactions transactions;

    ReviewAnomalies(Commands commands, Transactions transactions) {
        this.commands = commands;
        this.transactions = transactions;
    }

    /** Returns a device's anomalies, newest first; fails with {@code not-found} if the catalog does not have the device. */
    public Uni<List<AnomalyView>> of(CatalogId catalog, DeviceId device) {
        return transactions.inCatalog(
                catalog,
                tx -> DeviceScope.require(tx, device)
                        .chain(() -> tx.list(OF_DEVICE, ReviewAnomalies::view, catalog, device)));
    }

    /** Dismisses an anomaly; fails with {@code not-found} if none of that kind is open. */
    public Uni<AnomalyView> dismiss(DeviceId device, AnomalyKind kind, String reason) {
        return commands.run(tx -> tx.find(
                        DISMISS,
                        ReviewAnomalies::view,
                        tx.catalog(),
                        device,
                        kind,
                        tx.now(),
                        tx.actor().name(),
                        reason)
                .map(found ->
                        found.orElseThrow(() -> ProblemException.notFound("Open anomaly " + kind + " of the device")))
                .call(() -> tx.audit(
                        tx.entry("DismissAnomaly", device.text(), "Dismissed the anomaly " + kind + ": " + reason)
                                .because(reason)
                                .changing("state", "OPEN", "DISMISSED"))));
    }

    static AnomalyView view(Row row) {
        return new AnomalyView(
                Columns.device(row, "device_id"),
                AnomalyKind.valueOf(row.getString("kind")),
                Columns.instant(row, "first_seen"),
                Columns.instant(row, "last_seen"),
                row.getLong("count"),
                row.getString("detail"),
                row.getString("remote_address"),
                Columns.instantOrNull(row, "dismissed_at"),
                row.getString("dismissed_by"),
                row.getString("dismissed_reason"));
    }
}
