package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.audit.AuditRow;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.contract.operator.audit.AuditFields;
import dev.holdfast.contract.operator.filter.Filter;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Lists the entries of an audit log, newest first. */
@Singleton
public class ListAuditEntries extends KeysetList<AuditEntryView> {
    private static final Order.Key SEQUENCE = new Order.Key("sequence", "x.sequence", "bigint");

    /** Maximum number of entries that a page reads for a filter on short columns. Takes about 20 ms. */
    private static final int MAX_SHORT = 10_000;

    /** Maximum number for other filters, which read whole entries. */
    private static final int MAX_WHOLE = 3_000;

    ListAuditEntries(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "audit",
                        AuditEntryView.class,
                        AuditFields.VOCABULARY,
                        AuditTerms::new,
                        Order.Choice.of(SEQUENCE, SEQUENCE, true),
                        "select " + AuditRow.COLUMNS + " from audit_entry where catalog_id = $1",
                        each(row -> AuditRow.of(row).view())));
    }

    @Override
    protected int maxScannedRows(Filter filter) {
        return filter.terms().isEmpty()
                ? UNLIMITED
                : filter.terms().stream().allMatch(AuditTerms::isShort) ? MAX_SHORT : MAX_WHOLE;
    }

    @Override
    protected void narrow(SqlBuilder condition, Filter filter, Instant now) {
        AuditTerms.narrow(condition, filter, now);
    }
}
