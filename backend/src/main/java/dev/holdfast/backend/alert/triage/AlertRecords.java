package dev.holdfast.backend.alert.triage;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.PageParameters;
import dev.holdfast.backend.platform.list.SingleOrderList;
import dev.holdfast.backend.platform.list.Slice;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.alert.AlertCounts;
import dev.holdfast.contract.operator.alert.AlertPriority;
import dev.holdfast.contract.operator.alert.AlertSeverity;
import dev.holdfast.contract.operator.alert.AlertState;
import dev.holdfast.contract.operator.alert.AlertStep;
import dev.holdfast.contract.operator.alert.AlertStepView;
import dev.holdfast.contract.operator.alert.AlertSubjectView;
import dev.holdfast.contract.operator.alert.AlertView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads alerts, their timeline and their subjects. */
@ApplicationScoped
class AlertRecords {
    /** All alerts that people see. */
    static final String SELECT = """
            select a.alert_id, a.rule, a.labels, a.severity, a.title, a.next_step, a.rollout_id, a.state, a.state_since, a.suppressed_until,
                a.priority, a.assignee, a.devices, a.subjects, a.events, a.openings, a.first_seen, a.last_seen
            from alert a where a.catalog_id = $1 and a.state <> 'PENDING'""";

    private static final String SOME = SELECT + " and a.alert_id = any ($2::uuid[]) order by a.alert_id";
    private static final String COUNTS = """
            select count(*) as open, count(*) filter (where severity = 'CRITICAL') as critical,
                count(*) filter (where assignee = '') as unassigned, count(*) filter (where assignee = $2) as mine
            from alert where catalog_id = $1 and state in ('OPEN', 'ACKNOWLEDGED')""";
    private static final Order.Key NUMBER = new Order.Key("number", "x.number", "bigint");
    private static final SingleOrderList STEPS = new SingleOrderList("alert steps", new Order(NUMBER, NUMBER, true));
    private static final SingleOrderList SUBJECTS = new SingleOrderList(
            "alert subjects",
            new Order(
                    new Order.Key("last", "x.affected || x.last_seen::text", "text"),
                    new Order.Key("subject", "x.subject", "text"),
                    true));

    private final Transactions transactions;

    AlertRecords(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the numbers of active alerts. */
    Uni<AlertCounts> counts(CatalogId catalog, String caller) {
        return transactions.inCatalog(
                catalog,
                tx -> tx.one(
                        COUNTS,
                        row -> new AlertCounts(
                                row.getLong("open"),
                                row.getLong("critical"),
                                row.getLong("unassigned"),
                                row.getLong("mine")),
                        catalog,
                        caller));
    }

    /** Returns an alert; fails with {@code not-found}. */
    Uni<AlertView> one(CatalogId catalog, UUID alert) {
        return transactions.inCatalog(catalog, tx -> require(tx, List.of(alert)).map(List::getFirst));
    }

    /** Returns alerts in the order of their IDs; fails with {@code not-found} if one does not exist. */
    static Uni<List<AlertView>> require(Tx tx, Collection<UUID> alerts) {
        return tx.list(SOME, AlertRecords::view, tx.catalog(), Columns.guids(alerts, id -> id))
                .invoke(found -> alerts.stream()
                        .filter(id -> found.stream().noneMatch(view -> view.id().equals(id)))
                        .findFirst()
                        .ifPresent(missing -> {
                            throw ProblemException.notFound("Alert " + missing);
                        }));
    }

    /** Returns a page of the timeline, newest first. */
    Uni<Slice<AlertStepView>> steps(CatalogId catalog, UUID alert, PageParameters parameters) {
        return transactions.readOnly(
                catalog,
                tx -> require(tx, List.of(alert))
                        .chain(() -> STEPS.page(
                                tx,
                                new SqlBuilder(catalog)
                                        .sql("select number, at, step, by, text from alert_step where catalog_id = $1"
                                                + " and alert_id = ")
                                        .value(alert, "uuid"),
                                parameters,
                                rows -> Uni.createFrom()
                                        .item(rows.stream()
                                                .map(AlertRecords::step)
                                                .toList()))));
    }

    /** Returns a page of the subjects: first those that are affected, the last seen first. */
    Uni<Slice<AlertSubjectView>> subjects(CatalogId catalog, UUID alert, PageParameters parameters) {
        return transactions.readOnly(
                catalog,
                tx -> require(tx, List.of(alert))
                        .chain(() -> SUBJECTS.page(
                                tx,
                                new SqlBuilder(catalog)
                                        .sql("select subject, is_device, first_seen, last_seen, events, cleared_at,"
                                                + " case when cleared_at is null then '1' else '0' end as affected"
                                                + " from alert_subject where catalog_id = $1 and alert_id = ")
                                        .value(alert, "uuid"),
                                parameters,
                                rows -> Uni.createFrom()
                                        .item(rows.stream()
                                                .map(AlertRecords::subject)
                                                .toList()))));
    }

    static AlertView view(Row row) {
        return new AlertView(
                row.getUUID("alert_id"),
                row.getString("rule"),
                AlertSeverity.valueOf(row.getString("severity")),
                row.getString("title"),
                row.getString("next_step"),
                AlertState.valueOf(row.getString("state")),
                AlertPriority.valueOf(row.getString("priority")),
                row.getString("assignee"),
                row.getJsonObject("labels").stream()
                        .collect(Collectors.toMap(
                                label -> label.getKey(),
                                label -> String.valueOf(label.getValue()),
                                (one, same) -> one,
                                TreeMap::new)),
                row.getLong("devices"),
                row.getLong("subjects"),
                row.getLong("events"),
                Columns.instant(row, "first_seen"),
                Columns.instant(row, "last_seen"),
                row.getInteger("openings"),
                Columns.instant(row, "state_since"),
                Columns.instantOrNull(row, "suppressed_until"),
                row.getUUID("rollout_id"));
    }

    private static AlertStepView step(Row row) {
        return new AlertStepView(
                Columns.instant(row, "at"),
                AlertStep.valueOf(row.getString("step")),
                row.getString("by"),
                row.getString("text"));
    }

    private static AlertSubjectView subject(Row row) {
        return new AlertSubjectView(
                row.getString("subject"),
                row.getBoolean("is_device"),
                Columns.instant(row, "first_seen"),
                Columns.instant(row, "last_seen"),
                row.getLong("events"),
                Columns.instantOrNull(row, "cleared_at"));
    }
}
