package dev.holdfast.backend.alert.triage;

import dev.holdfast.backend.alert.triage.AlertStates.Change;
import dev.holdfast.backend.alert.triage.AlertStates.Current;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.alert.AlertState;
import dev.holdfast.contract.operator.alert.AlertStep;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Ends suppressions, and resolves alerts without a new event for the time that their rule names. */
@ApplicationScoped
public class EndAlerts {
    private static final Logger LOG = Logger.getLogger(EndAlerts.class);
    private static final String DUE = "select catalog_id, alert_id from alerts_due($1)";
    private static final String QUIET = """
            select alert_id from alert
            where catalog_id = $1 and alert_id = any ($2::uuid[]) and last_seen <= $3::timestamptz - resolve_after""";
    private static final String EXPIRED =
            "select alert_id from alert where catalog_id = $1 and alert_id = any ($2::uuid[]) and suppressed_until <= $3";

    private final Transactions transactions;

    EndAlerts(Transactions transactions) {
        this.transactions = transactions;
    }

    private record Due(CatalogId catalog, UUID alert) {
        static Due of(Row row) {
            return new Due(new CatalogId(row.getUUID("catalog_id")), row.getUUID("alert_id"));
        }
    }

    /** Ends all that are due. */
    @Scheduled(every = "10s", delayed = "9s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> end() {
        return transactions
                .inInstallation(tx -> tx.list(DUE, Due::of, tx.now()))
                .map(due -> due.stream()
                        .collect(Collectors.groupingBy(
                                Due::catalog, Collectors.mapping(Due::alert, Collectors.toList()))))
                .chain(due -> Sequential.eachOrReport(due.entrySet(), this::end, LOG, "event=alerts-not-ended %s"));
    }

    private Uni<Void> end(Map.Entry<CatalogId, List<UUID>> due) {
        return transactions.longRunning(due.getKey(), tx -> AlertStates.lock(tx).chain(() -> end(tx, due.getValue())));
    }

    private static Uni<Void> end(Tx tx, List<UUID> due) {
        return ids(tx, QUIET, due)
                .chain(quiet -> ids(tx, EXPIRED, due)
                        .chain(expired -> AlertStates.find(tx, due)
                                .map(alerts -> alerts.stream()
                                        .filter(alert -> alert.state() != null && alert.state() != AlertState.RESOLVED)
                                        .filter(alert -> quiet.contains(alert.id()) || expired.contains(alert.id()))
                                        .map(alert -> change(alert, quiet))
                                        .toList())))
                .chain(changes -> AlertStates.change(tx, changes));
    }

    private static Uni<Set<UUID>> ids(Tx tx, String sql, List<UUID> due) {
        return tx.list(sql, row -> row.getUUID("alert_id"), tx.catalog(), Columns.guids(due, id -> id), tx.now())
                .map(HashSet::new);
    }

    private static Change change(Current alert, Set<UUID> quiet) {
        return quiet.contains(alert.id())
                ? Change.byItself(alert, AlertStep.RESOLVED_ITSELF, AlertState.RESOLVED)
                : Change.byItself(alert, AlertStep.SUPPRESSION_ENDED, AlertState.OPEN);
    }
}
