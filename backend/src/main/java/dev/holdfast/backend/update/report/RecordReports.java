package dev.holdfast.backend.update.report;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.disk.DiskSpace;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi.Report;
import dev.holdfast.contract.device.InternalApi.Reports;
import dev.holdfast.contract.device.InternalApi.ReportsNotStored;
import dev.holdfast.contract.device.InternalApi.Witness;
import dev.holdfast.contract.id.DeviceId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Stores reports of devices, except states of updates, and records the steps of their updates. Ignores reports that are already stored or
 * over the daily limit, and refuses those without a valid witness.
 */
@ApplicationScoped
public class RecordReports {
    private static final int MAX_REPORTS = 1_000;
    // Stores at most $8 reports of a device in a day; concurrent batches may exceed this once. Does not store states of
    // updates. One row
    // for each report; report_id is null unless the report was new and is stored, or is a state of an update.
    private static final String STORE = """
            with sent as (
                select * from unnest(
                    $3::bytea[], $4::uuid[], $5::timestamptz[], $6::text[], $7::text[], $9::bytea[], $10::bytea[])
                    with ordinality as r(device_id, report_id, at, kind, detail, serial, nonce, position)
            ), valid as (
                %s
            ), numbered as (
                select v.*, v.kind = 'UPDATE_STATE' as is_state,
                    row_number() over (partition by v.device_id, v.kind = 'UPDATE_STATE' order by v.at, v.report_id) as nth
                from valid v
            ), room as (
                select s.device_id, $8::int - (select count(*) from (
                    select from device_report k
                    where k.catalog_id = $1 and k.device_id = s.device_id and k.received_at > $2::timestamptz - interval '1 day'
                    limit $8) k) as reports
                from numbered s where s.nth = 1 and not s.is_state
            ), kept as (
                insert into device_report (catalog_id, device_id, report_id, at, received_at, kind, detail)
                select $1, s.device_id, s.report_id, s.at, $2, s.kind, s.detail::jsonb
                from numbered s join room using (device_id) where s.nth <= room.reports and not s.is_state
                order by s.device_id, s.report_id
                on conflict (catalog_id, device_id, report_id) do nothing
                returning device_id, report_id
            )
            select s.device_id, coalesce(k.report_id, case when n.is_state then n.report_id end) as report_id,
                n.nth is null as refused, coalesce(n.nth > room.reports and not n.is_state, false) as over_limit
            from sent s
            left join numbered n on n.position = s.position
            left join room on room.device_id = n.device_id
            left join kept k on k.device_id = n.device_id and k.report_id = n.report_id""".formatted(Witnesses.valid("sent", "$2"));

    private final SplitByCatalog splitByCatalog;
    private final Transactions transactions;
    private final DiskSpace disk;
    private final int limit;
    private final jakarta.enterprise.event.Event<ReportLoop> loops;

    RecordReports(
            SplitByCatalog splitByCatalog,
            Transactions transactions,
            DiskSpace disk,
            @ConfigProperty(name = "holdfast.reports.per-device-and-day", defaultValue = "200") int limit,
            jakarta.enterprise.event.Event<ReportLoop> loops) {
        this.splitByCatalog = splitByCatalog;
        this.transactions = transactions;
        this.disk = disk;
        this.limit = limit;
        this.loops = loops;
    }

    /** Event: a device sent more than {@code limit} reports in a day. */
    public record ReportLoop(DeviceId device, int limit) {}

    /** Key of a report; without a GUID, the key of none. */
    private record Key(DeviceId device, @Nullable UUID report) {}

    /** What happened to a report. {@code report} is null unless it was new and is stored, or is the state of an update. */
    private record Outcome(DeviceId device, @Nullable UUID report, boolean refused, boolean overLimit) {
        static Outcome of(Row row) {
            return new Outcome(
                    Columns.device(row, "device_id"),
                    row.getUUID("report_id"),
                    row.getBoolean("refused"),
                    row.getBoolean("over_limit"));
        }
    }

    /** Stores the reports. After the commit, returns the devices with reports that are not stored; null if there are none. */
    public Uni<@Nullable ReportsNotStored> record(Reports batch) {
        disk.requireRoom();
        Set<DeviceId> refused = new LinkedHashSet<>();
        Set<DeviceId> over = new LinkedHashSet<>();
        return splitByCatalog
                .each(
                        check(batch),
                        report -> report.witness().device(),
                        (catalog, part) -> transactions
                                .inCatalog(catalog, tx -> store(tx, part))
                                .invoke(outcomes -> {
                                    refused.addAll(devices(outcomes, Outcome::refused));
                                    over.addAll(devices(outcomes, Outcome::overLimit));
                                })
                                .replaceWithVoid())
                .invoke(unclaimed -> {
                    unclaimed.forEach(report -> refused.add(report.witness().device()));
                    over.forEach(device -> loops.fire(new ReportLoop(device, limit)));
                })
                .map(done -> refused.isEmpty() && over.isEmpty()
                        ? null
                        : new ReportsNotStored(List.copyOf(refused), List.copyOf(over)));
    }

    private static List<DeviceId> devices(List<Outcome> outcomes, Predicate<Outcome> which) {
        return outcomes.stream().filter(which).map(Outcome::device).toList();
    }

    private static List<Report> check(Reports batch) {
        new Checks().size("reports", batch.reports(), 0, MAX_REPORTS).done();
        new Checks()
                .that(
                        batch.reports().stream().allMatch(RecordReports::isComplete),
                        "reports",
                        "has an incomplete report")
                .done();
        return batch.reports();
    }

    private static boolean isComplete(Report report) {
        DeviceReport content = report.report();
        return report.witness() != null
                && content != null
                && content.id() != null
                && content.at() != null
                && content.kind() != null;
    }

    private Uni<List<Outcome>> store(Tx tx, List<Report> reports) {
        List<Witness> witnesses = reports.stream().map(Report::witness).toList();
        return tx.list(
                        STORE,
                        Outcome::of,
                        tx.catalog(),
                        tx.now(),
                        Witnesses.devices(witnesses),
                        Columns.guids(reports, report -> report.report().id()),
                        Columns.instants(reports, report -> report.report().at()),
                        Columns.texts(reports, report -> report.report().kind().name()),
                        Columns.texts(reports, report -> detail(report).encode()),
                        limit,
                        Witnesses.serials(witnesses),
                        Witnesses.nonces(witnesses))
                .call(outcomes -> process(tx, fresh(reports, outcomes)));
    }

    private static Uni<Void> process(Tx tx, List<Report> fresh) {
        return Crashes.record(tx, fresh)
                .chain(() -> UpdateSteps.record(tx, fresh))
                .chain(() -> tx.emit(fresh.stream()
                        .filter(report -> report.report().kind().isStored())
                        .map(RecordReports::event)
                        .toList()));
    }

    /** Returns the new reports, without duplicates within the batch. */
    private static List<Report> fresh(List<Report> reports, List<Outcome> outcomes) {
        Map<Key, Report> byKey = reports.stream()
                .collect(Collectors.toMap(
                        report -> new Key(
                                report.witness().device(), report.report().id()),
                        report -> report,
                        (one, same) -> one));
        return outcomes.stream()
                .map(outcome -> new Key(outcome.device(), outcome.report()))
                .map(byKey::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static JsonObject detail(Report report) {
        return new JsonObject(Map.copyOf(report.report().detail()));
    }

    private static Event event(Report report) {
        return Event.of(
                "DeviceReported",
                report.witness().device().text(),
                Map.of(
                        "kind",
                        report.report().kind().name(),
                        "detail",
                        report.report().detail()));
    }
}
