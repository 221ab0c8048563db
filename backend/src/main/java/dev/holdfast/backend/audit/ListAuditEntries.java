package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the audit log. */
@ApplicationScoped
public class ListAuditEntries {
    private final Transactions transactions;
    private final AuditLog audit;

    ListAuditEntries(Transactions transactions, AuditLog audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Returns the entries that match, the newest first. */
    public Uni<List<AuditEntryView>> find(CatalogId catalog, AuditLog.Filter filter) {
        return transactions.sqlInCatalog(catalog, sql -> audit.find(sql, catalog, filter));
    }
}
