package dev.holdfast.backend.attestation.anomaly;

import dev.holdfast.backend.fleet.DeviceIdPrefix;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.FilterTerms;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.anomaly.AnomalyFields;
import dev.holdfast.contract.operator.anomaly.AnomalyView;
import dev.holdfast.contract.operator.filter.Filter;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Lists a catalog's anomalies, by default most recent first. */
@Singleton
public class ListAnomalies extends KeysetList<AnomalyView> {
    private static final String DEVICE = "encode(x.device_id, 'hex')";
    private static final FieldColumns FIELDS = new FieldColumns()
            .choice("is", Map.of("open", "x.dismissed_at is null", "dismissed", "x.dismissed_at is not null"))
            .whole("kind", "replace(x.kind, '_', '-')")
            .any("device", (condition, beginning) -> DeviceIdPrefix.add(condition, "x.device_id", beginning))
            .whole("address", "x.remote_address")
            .whole("by", "x.dismissed_by")
            .ago("first", "x.first_seen")
            .ago("last", "x.last_seen")
            .words((condition, words) -> {
                DeviceIdPrefix.add(condition, "x.device_id", words);
                condition.sql(" or ");
                FilterTerms.contains(condition, "x.detail", words);
            });

    ListAnomalies(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "anomalies",
                        AnomalyView.class,
                        AnomalyFields.VOCABULARY,
                        FIELDS::on,
                        Order.Choice.of(
                                new Order.Key("last", "x.last_seen", "timestamptz"),
                                new Order.Key("id", DEVICE + " || x.kind", "text"),
                                true),
                        ReviewAnomalies.SELECT,
                        each(ReviewAnomalies::view)));
    }

    /** Repeats a term for one device as a plain condition, which can use the primary key. */
    @Override
    protected void narrow(SqlBuilder condition, Filter filter, Instant now) {
        filter.terms().forEach(term -> {
            if (term instanceof Filter.Field field
                    && !field.negated()
                    && field.field().equals("device")
                    && field.values().size() == 1) {
                DeviceIdPrefix.add(
                        condition.sql(" and "),
                        "x.device_id",
                        field.values().getFirst().operand());
            }
        });
    }
}
