package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/** Expires pending requests after their deadline and writes an audit entry. Lists show a request as expired from its deadline on. */
@ApplicationScoped
public class ExpireApprovals {
    private static final Logger LOG = Logger.getLogger(ExpireApprovals.class);
    private static final String OVERDUE = "select catalog_id from approvals_overdue($1)";
    private static final String EXPIRE = """
            update approval set state = 'EXPIRED'
            where catalog_id = $1 and state = 'PENDING' and expires_at <= $2
            returning approval_id, operation, subject, summary, requested_by""";

    private final Transactions transactions;

    ExpireApprovals(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Expires overdue requests of all catalogs. */
    @Scheduled(every = "1m", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> expire() {
        return transactions
                .inInstallation(tx -> tx.list(OVERDUE, row -> new CatalogId(row.getUUID("catalog_id")), tx.now()))
                .chain(catalogs -> Sequential.eachOrReport(
                        catalogs,
                        catalog -> transactions.inCatalog(catalog, tx -> expire(tx)),
                        LOG,
                        "event=approvals-not-expired catalog=%s"));
    }

    /** Expires overdue requests of one catalog: every minute, and before a new request is stored. */
    Uni<Void> expire(Tx tx) {
        return tx.list(EXPIRE, row -> row, tx.catalog(), tx.now())
                .chain(overdue -> Sequential.each(
                        overdue, approval -> RequestOrigin.with(tx, RequestOrigin.NONE, () -> record(tx, approval))));
    }

    private static Uni<Void> record(Tx tx, Row overdue) {
        return tx.audit(
                AuditEntry.by(
                                AuditLog.SYSTEM,
                                "ExpireApproval",
                                overdue.getString("subject"),
                                "The request of %s expired without a decision: %s"
                                        .formatted(overdue.getString("requested_by"), overdue.getString("summary")))
                        .changing("state", "PENDING", "EXPIRED"),
                Event.of(
                        "ApprovalDecided",
                        overdue.getUUID("approval_id").toString(),
                        Map.of("operation", overdue.getString("operation"), "decision", "EXPIRED")));
    }
}
