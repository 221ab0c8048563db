package dev.holdfast.backend.alert.triage;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.JsonRows;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.alert.AlertState;
import dev.holdfast.contract.operator.alert.AlertStep;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** States of alerts: opens and ends alerts, and records each step in the timeline, in the audit log and as an event. */
public final class AlertStates {
    private static final String TOUCHED = """
            select a.alert_id, a.state, a.rule, a.severity, a.title, a.subjects, case
                when a.threshold_devices is not null then a.threshold_devices <= (select count(*) from (
                    select from alert_subject s
                    where s.catalog_id = $1 and s.alert_id = a.alert_id and s.is_device and s.last_seen > a.last_seen - a.threshold_within
                    limit a.threshold_devices) n)
                when a.threshold_events is not null then a.threshold_events <= (select coalesce(sum(w.events), 0) from alert_window w
                    where w.catalog_id = $1 and w.alert_id = a.alert_id and w.begins_at > a.last_seen - a.threshold_within)
                else true end as reached
            from alert a where a.catalog_id = $1 and a.alert_id = any ($2::uuid[]) order by a.alert_id""";
    private static final String CHANGE = """
            update alert a set state = r.state, openings = a.openings + r.opened,
                state_since = case when a.state = r.state then a.state_since else $3 end,
                suppressed_until = coalesce(r.suppressed_until, case when r.state = 'SUPPRESSED' then a.suppressed_until end)
            from json_to_recordset($2::text::json) as r(alert_id uuid, state text, opened int, suppressed_until timestamptz)
            where a.catalog_id = $1 and a.alert_id = r.alert_id""";
    private static final String CLEAR = """
            with gone as (
                update alert_subject set cleared_at = $3 where catalog_id = $1 and alert_id = any ($2::uuid[]) and cleared_at is null
            )
            update alert set subjects = 0, devices = 0 where catalog_id = $1 and alert_id = any ($2::uuid[])""";
    private static final String STEPS = """
            insert into alert_step (catalog_id, alert_id, at, step, by, text)
            select $1, r.alert_id, $3, r.step, r.by, r.text
            from json_to_recordset($2::text::json) as r(alert_id uuid, step text, by text, text text)""";

    private AlertStates() {}

    /**
     * An alert in a transaction.
     *
     * @param state null if it is below its threshold
     * @param reached whether its threshold is reached
     */
    record Current(
            UUID id,
            @Nullable AlertState state,
            String rule,
            String severity,
            String title,
            long subjects,
            boolean reached) {
        static Current of(Row row) {
            String state = row.getString("state");
            return new Current(
                    row.getUUID("alert_id"),
                    state.equals("PENDING") ? null : AlertState.valueOf(state),
                    row.getString("rule"),
                    row.getString("severity"),
                    row.getString("title"),
                    row.getLong("subjects"),
                    row.getBoolean("reached"));
        }
    }

    /**
     * A step of an alert.
     *
     * @param to state after the step
     * @param by user name; empty for Holdfast
     * @param text comment, reason or value; empty for none
     * @param until end of a suppression; null for none
     */
    record Change(
            Current alert,
            AlertStep step,
            AlertState to,
            String by,
            String text,
            @Nullable Instant until) {
        static Change byItself(Current alert, AlertStep step, AlertState to) {
            return new Change(alert, step, to, "", "", null);
        }
    }

    private record StateRow(
            UUID alertId,
            String state,
            int opened,
            @Nullable Instant suppressedUntil) {}

    private record StepRow(UUID alertId, String step, String by, String text) {}

    /** Lets one transaction at a time change alerts of the catalog, until it ends. */
    public static Uni<Void> lock(Tx tx) {
        return tx.alone("alerts " + tx.catalog());
    }

    /** Opens the alerts that were hit, and resolves those whose last subject was cleared. */
    public static Uni<Void> settle(Tx tx, Set<UUID> hit, Set<UUID> cleared) {
        Set<UUID> touched = new HashSet<>(hit);
        touched.addAll(cleared);
        return find(tx, touched).chain(alerts -> {
            List<Change> changes = new ArrayList<>();
            alerts.forEach(alert -> settle(alert, hit.contains(alert.id()), changes));
            return change(tx, changes);
        });
    }

    private static void settle(Current alert, boolean hit, List<Change> changes) {
        AlertState state = alert.state();
        if (hit && alert.reached() && (state == null || state == AlertState.RESOLVED)) {
            changes.add(Change.byItself(alert, state == null ? AlertStep.OPENED : AlertStep.REOPENED, AlertState.OPEN));
            state = AlertState.OPEN;
        }
        if (alert.subjects() == 0 && state != null && state != AlertState.RESOLVED) {
            changes.add(Change.byItself(alert, AlertStep.RESOLVED_ITSELF, AlertState.RESOLVED));
        }
    }

    /** Returns alerts in the order of their IDs. */
    static Uni<List<Current>> find(Tx tx, Collection<UUID> alerts) {
        return alerts.isEmpty()
                ? Uni.createFrom().item(List.of())
                : tx.list(TOUCHED, Current::of, tx.catalog(), Columns.guids(alerts, id -> id));
    }

    /** Records changes. The last statement of the transaction. */
    static Uni<Void> change(Tx tx, List<Change> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<UUID> resolved = changes.stream()
                .filter(change ->
                        change.to() == AlertState.RESOLVED && change.alert().subjects() > 0)
                .map(change -> change.alert().id())
                .toList();
        return tx.update(CHANGE, tx.catalog(), JsonRows.of(states(changes)), tx.now())
                .call(() -> resolved.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tx.update(CLEAR, tx.catalog(), Columns.guids(resolved, id -> id), tx.now()))
                .chain(() -> tx.update(STEPS, tx.catalog(), JsonRows.of(steps(changes)), tx.now()))
                .chain(() -> tx.emit(changes.stream().map(AlertStates::event).toList()))
                .chain(() -> tx.audit(changes.stream().map(AlertWords::entry).toList()));
    }

    /** Returns the last state of each alert. */
    private static Collection<StateRow> states(List<Change> changes) {
        Map<UUID, StateRow> last = new LinkedHashMap<>();
        for (Change change : changes) {
            AlertState before = change.alert().state();
            int opened = change.to() == AlertState.OPEN && (before == null || before == AlertState.RESOLVED) ? 1 : 0;
            last.merge(
                    change.alert().id(),
                    new StateRow(change.alert().id(), change.to().name(), opened, change.until()),
                    (earlier, after) -> new StateRow(
                            after.alertId(),
                            after.state(),
                            earlier.opened() + after.opened(),
                            after.suppressedUntil()));
        }
        return last.values();
    }

    private static List<StepRow> steps(List<Change> changes) {
        return changes.stream()
                .map(change -> new StepRow(change.alert().id(), change.step().name(), change.by(), change.text()))
                .toList();
    }

    private static Event event(Change change) {
        String kind = switch (change.step()) {
            case OPENED, REOPENED -> "AlertOpened";
            case RESOLVED, RESOLVED_ITSELF -> "AlertResolved";
            default -> "AlertChanged";
        };
        return Event.of(
                kind,
                change.alert().id().toString(),
                Map.of(
                        "rule",
                        change.alert().rule(),
                        "severity",
                        change.alert().severity(),
                        "title",
                        change.alert().title(),
                        "step",
                        change.step().name()));
    }
}
