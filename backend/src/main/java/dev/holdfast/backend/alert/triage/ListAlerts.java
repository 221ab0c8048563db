package dev.holdfast.backend.alert.triage;

import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.alert.AlertFields;
import dev.holdfast.contract.operator.alert.AlertView;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Lists the alerts of a catalog, by default those with the newest events first. */
@Singleton
class ListAlerts extends KeysetList<AlertView> {
    private static final FieldColumns FIELDS = new FieldColumns()
            .choice(
                    "is",
                    Map.of(
                            "active", "x.state in ('OPEN', 'ACKNOWLEDGED')",
                            "unassigned", "x.assignee = ''"))
            .whole("state", "x.state")
            .whole("severity", "x.severity")
            .whole("priority", "x.priority")
            .whole("rule", "x.rule")
            .whole("assignee", "x.assignee")
            .whole("rollout", "coalesce(x.rollout_id::text, '')")
            .any(
                    "device",
                    (condition, device) -> condition
                            .sql(
                                    "exists (select from alert_subject s where s.catalog_id = $1 and s.alert_id = x.alert_id"
                                            + " and s.cleared_at is null and s.subject = lower(")
                            .value(device, "text")
                            .sql("))"))
            .ago("first", "x.first_seen")
            .ago("last", "x.last_seen")
            .words("x.title");

    ListAlerts(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "alerts",
                        AlertView.class,
                        AlertFields.VOCABULARY,
                        FIELDS::on,
                        Order.Choice.of(
                                new Order.Key("last", "x.last_seen", "timestamptz"),
                                new Order.Key("id", "x.alert_id", "uuid"),
                                true,
                                new Order.Key("first", "x.first_seen", "timestamptz"),
                                new Order.Key("devices", "x.devices", "bigint")),
                        AlertRecords.SELECT,
                        each(AlertRecords::view)));
    }
}
