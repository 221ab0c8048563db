package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Ends what nobody decided in time, and says so in the audit log. Whoever looks sees it expired at once, though. */
@ApplicationScoped
public class ExpireApprovals {
    private static final Logger LOG = Logger.getLogger(ExpireApprovals.class);
    private static final String OVERDUE = "select catalog_id from approvals_overdue($1)";
    private static final String EXPIRE = """
            update approval set state = 'EXPIRED'
            where catalog_id = $1 and state = 'PENDING' and expires_at <= $2
            returning approval_id, act, subject, summary, requested_by""";

    private final Transactions transactions;

    ExpireApprovals(Transactions transactions) {
        this.transactions = transactions;
    }

    private record Overdue(UUID id, String act, String subject, String summary, String requestedBy) {}

    /** Ends what is overdue in every catalog. */
    @Scheduled(every = "1m", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> expire() {
        return transactions
                .inInstallation(tx -> tx.list(OVERDUE, row -> new CatalogId(row.getUUID("catalog_id")), tx.now()))
                .onItem()
                .transformToMulti(catalogs -> Multi.createFrom().iterable(catalogs))
                .onItem()
                .transformToUniAndConcatenate(this::expireOrReport)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> expireOrReport(CatalogId catalog) {
        return transactions
                .inCatalog(catalog, tx -> expire(tx))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "event=approvals-not-expired catalog=%s", catalog))
                .onFailure()
                .recoverWithNull();
    }

    /** Ends what is overdue in one catalog: by time, also where somebody's request comes upon it. */
    Uni<Void> expire(Tx tx) {
        return tx.list(EXPIRE, ExpireApprovals::overdue, tx.catalog(), tx.now())
                .onItem()
                .transformToMulti(overdue -> Multi.createFrom().iterable(overdue))
                .onItem()
                .transformToUniAndConcatenate(
                        one -> RequestOrigin.elsewhere(tx, RequestOrigin.NOWHERE, () -> tell(tx, one)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Overdue overdue(Row row) {
        return new Overdue(
                row.getUUID("approval_id"),
                row.getString("act"),
                row.getString("subject"),
                row.getString("summary"),
                row.getString("requested_by"));
    }

    private Uni<Void> tell(Tx tx, Overdue overdue) {
        return tx.emit(Event.of(
                        "ApprovalDecided",
                        overdue.id().toString(),
                        Map.of("act", overdue.act(), "decision", "EXPIRED")))
                .chain(() -> tx.audit(AuditEntry.by(
                                AuditLog.SYSTEM,
                                "ExpireApproval",
                                overdue.subject(),
                                "Nobody decided in time what %s asked for: %s"
                                        .formatted(overdue.requestedBy(), overdue.summary()))
                        .changing("state", "PENDING", "EXPIRED")));
    }
}
