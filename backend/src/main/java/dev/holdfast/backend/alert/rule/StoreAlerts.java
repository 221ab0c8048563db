package dev.holdfast.backend.alert.rule;

import dev.holdfast.backend.alert.triage.AlertStates;
import dev.holdfast.backend.platform.db.JsonRows;
import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Stores a batch: a few statements, whatever the number of events. Afterwards the numbers of the alerts are exact. */
final class StoreAlerts {
    private static final String CAUSES = """
            insert into alert as a (catalog_id, rule, key, labels, severity, title, next_step, rollout_id, state, state_since, first_seen,
                last_seen, threshold_devices, threshold_events, threshold_within, resolve_after)
            select $1, r.rule, r.key, r.labels::jsonb, r.severity, r.title, r.next_step, r.rollout_id, 'PENDING', $3, r.first_seen,
                r.last_seen, r.threshold_devices, r.threshold_events, make_interval(secs => r.threshold_within),
                make_interval(secs => r.resolve_after)
            from json_to_recordset($2::text::json) as r(rule text, key bytea, labels text, severity text, title text, next_step text,
                rollout_id uuid, first_seen timestamptz, last_seen timestamptz, threshold_devices int, threshold_events int,
                threshold_within float8, resolve_after float8)
            on conflict (catalog_id, rule, key) do update set severity = excluded.severity, title = excluded.title,
                next_step = excluded.next_step, last_seen = greatest(a.last_seen, excluded.last_seen),
                threshold_devices = excluded.threshold_devices, threshold_events = excluded.threshold_events,
                threshold_within = excluded.threshold_within, resolve_after = excluded.resolve_after
            returning a.alert_id""";
    // The order of events about a subject is that of the page, so the time of the clearing event does not matter.
    private static final String CLEAR = """
            with gone as (
                update alert_subject s set cleared_at = c.at
                from json_to_recordset($2::text::json) as c(rule text, subject text, at timestamptz)
                join alert a on a.catalog_id = $1 and a.rule = c.rule
                where s.catalog_id = $1 and s.alert_id = a.alert_id and s.subject = c.subject and s.cleared_at is null
                returning s.alert_id, s.is_device
            )
            update alert a set subjects = a.subjects - n.subjects, devices = a.devices - n.devices
            from (select alert_id, count(*) as subjects, count(*) filter (where is_device) as devices from gone group by alert_id) n
            where a.catalog_id = $1 and a.alert_id = n.alert_id
            returning a.alert_id""";
    private static final String AFFECT = """
            with hit as (
                select a.alert_id, r.* from json_to_recordset($2::text::json) as r(rule text, key bytea, subject text, is_device boolean,
                    first_seen timestamptz, last_seen timestamptz, events bigint, cleared_at timestamptz)
                join alert a on a.catalog_id = $1 and a.rule = r.rule and a.key = r.key
            ), before as (
                select s.alert_id, s.subject from alert_subject s join hit h on h.alert_id = s.alert_id and h.subject = s.subject
                where s.catalog_id = $1 and s.cleared_at is null
            ), stored as (
                insert into alert_subject as s (catalog_id, alert_id, subject, is_device, first_seen, last_seen, events, cleared_at)
                select $1, h.alert_id, h.subject, h.is_device, h.first_seen, h.last_seen, h.events, h.cleared_at from hit h
                on conflict (catalog_id, alert_id, subject) do update set last_seen = greatest(s.last_seen, excluded.last_seen),
                    events = s.events + excluded.events, cleared_at = excluded.cleared_at
            )
            update alert a set subjects = a.subjects + n.subjects, devices = a.devices + n.devices, events = a.events + n.events
            from (
                select h.alert_id, sum(h.events) as events, sum(d.change) as subjects,
                    coalesce(sum(d.change) filter (where h.is_device), 0) as devices
                from hit h left join before b on b.alert_id = h.alert_id and b.subject = h.subject
                cross join lateral (select (h.cleared_at is null)::int - (b.subject is not null)::int as change) d
                group by h.alert_id) n
            where a.catalog_id = $1 and a.alert_id = n.alert_id""";
    private static final String COUNT = """
            with parts as (
                select a.alert_id, r.begins_at, r.events
                from json_to_recordset($2::text::json) as r(rule text, key bytea, begins_at timestamptz, events bigint)
                join alert a on a.catalog_id = $1 and a.rule = r.rule and a.key = r.key
            ), old as (
                delete from alert_window w using alert a
                where a.catalog_id = $1 and w.catalog_id = $1 and w.alert_id = a.alert_id and a.alert_id in (select alert_id from parts)
                  and w.begins_at < a.last_seen - 2 * a.threshold_within
            )
            insert into alert_window as w (catalog_id, alert_id, begins_at, events)
            select $1, p.alert_id, p.begins_at, p.events from parts p
            on conflict (catalog_id, alert_id, begins_at) do update set events = w.events + excluded.events""";

    private StoreAlerts() {}

    /** Stores the batch, then opens and resolves alerts. */
    static Uni<Void> store(Tx tx, AlertBatch batch) {
        if (batch.causes().isEmpty() && batch.cleared().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return AlertStates.lock(tx)
                .chain(() -> ids(tx, CAUSES, JsonRows.of(batch.causes()), tx.now()))
                .chain(hit -> ids(tx, CLEAR, JsonRows.of(batch.cleared()))
                        .call(() -> tx.update(AFFECT, tx.catalog(), JsonRows.of(batch.affected())))
                        .call(() -> batch.windows().isEmpty()
                                ? Uni.createFrom().voidItem()
                                : tx.update(COUNT, tx.catalog(), JsonRows.of(batch.windows())))
                        .chain(cleared -> AlertStates.settle(tx, hit, cleared)));
    }

    private static Uni<Set<UUID>> ids(Tx tx, String sql, Object... more) {
        Object[] parameters = new Object[more.length + 1];
        parameters[0] = tx.catalog();
        System.arraycopy(more, 0, parameters, 1, more.length);
        return tx.list(sql, row -> row.getUUID("alert_id"), parameters).map((List<UUID> ids) -> new HashSet<>(ids));
    }
}
