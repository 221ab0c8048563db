package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.tx.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
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
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    ExpireApprovals(Transactions transactions, Outbox outbox, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    private record Overdue(UUID id, String act, String subject, String summary, String requestedBy) {}

    /** Ends what is overdue in every catalog. */
    @Scheduled(every = "1m", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> expire() {
        return transactions
                .inInstallation(
                        sql -> sql.list(OVERDUE, row -> new CatalogId(row.getUUID("catalog_id")), clock.instant()))
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
                .inCatalog(catalog, sql -> expire(sql, catalog))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "event=approvals-not-expired catalog=%s", catalog))
                .onFailure()
                .recoverWithNull();
    }

    /** Ends what is overdue in one catalog: by time, also where somebody's request comes upon it. */
    Uni<Void> expire(Sql sql, CatalogId catalog) {
        return sql.list(EXPIRE, ExpireApprovals::overdue, catalog, clock.instant())
                .onItem()
                .transformToMulti(overdue -> Multi.createFrom().iterable(overdue))
                .onItem()
                .transformToUniAndConcatenate(
                        one -> RequestOrigin.elsewhere(sql, RequestOrigin.NOWHERE, () -> tell(sql, catalog, one)))
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

    private Uni<Void> tell(Sql sql, CatalogId catalog, Overdue overdue) {
        return outbox.append(
                        sql,
                        catalog,
                        List.of(Event.of(
                                "ApprovalDecided",
                                overdue.id().toString(),
                                Map.of("act", overdue.act(), "decision", "EXPIRED"))))
                .chain(() -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        AuditLog.SYSTEM,
                                        "ExpireApproval",
                                        overdue.subject(),
                                        "Nobody decided in time what %s asked for: %s"
                                                .formatted(overdue.requestedBy(), overdue.summary()))
                                .changing("state", "PENDING", "EXPIRED")));
    }
}
