package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.DeviceRows;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.SelectionPreview;
import dev.holdfast.contract.operator.job.SelectionPreview.OfGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Counts the devices of a selection before a job starts. */
@ApplicationScoped
class PreviewSelection {
    private static final int MAX_GROUPS = 500;

    private final Transactions transactions;

    PreviewSelection(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<SelectionPreview> of(JobScopes allowed, DeviceSelection selection) {
        Selections.check(selection);
        return transactions.readOnly(allowed.catalog(), tx -> {
            Instant now = tx.now();
            return Selections.inScopes(tx, allowed, selection, now)
                    .map(chosen -> chosen.prepend("with chosen as not materialized (")
                            .sql(") select p.name as product, g.name as group_name, count(*) as devices,"
                                    + " count(*) filter (where d.trust = 'TRUSTED') as trusted,"
                                    + " count(*) filter (where d.blocked_at is not null) as blocked,"
                                    + " count(*) filter (where d.certificate_expires > ")
                            .value(now, "timestamptz")
                            .sql(") as certified from chosen d " + DeviceRows.GROUPS
                                    + "group by p.name, g.name order by devices desc, p.name, g.name"))
                    .chain(counting -> tx.list(counting.text(), row -> row, counting.parameters()))
                    .map(rows -> preview(now, rows));
        });
    }

    private static SelectionPreview preview(Instant now, List<Row> rows) {
        return new SelectionPreview(
                now,
                sum(rows, "devices"),
                sum(rows, "trusted"),
                sum(rows, "blocked"),
                sum(rows, "certified"),
                rows.stream()
                        .limit(MAX_GROUPS)
                        .map(row -> new OfGroup(
                                row.getString("product"),
                                row.getString("group_name"),
                                row.getLong("devices"),
                                row.getLong("trusted")))
                        .toList());
    }

    private static long sum(List<Row> rows, String column) {
        return rows.stream().mapToLong(row -> row.getLong(column)).sum();
    }
}
