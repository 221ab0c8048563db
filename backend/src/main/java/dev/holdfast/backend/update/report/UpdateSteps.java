package dev.holdfast.backend.update.report;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.device.InternalApi.Report;
import dev.holdfast.contract.id.DeviceId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Records the steps of devices in their updates, by their reports. */
final class UpdateSteps {
    // The batch's newest report on an update counts, if the catalog signed the reported version. A report dated in
    // the year before the claim is about a set of another catalog. Older dates come from devices without a clock and
    // count. A step counts only if it is about the target of the device, as in RecordContacts, and does not go back.
    private static final String RECORD = """
            with reported as (
                select distinct on (device_id) *, step in ('INSTALLED', 'CONFIRMED') as is_installed
                from unnest($2::bytea[], $3::timestamptz[], $4::text[], $5::bigint[], $6::text[])
                    as t(device_id, at, step, version, code)
                order by device_id, at desc, step in ('DOWNLOADING', 'STAGED', 'DEFERRED')
            ), locked as (
                select d.device_id, t.version = case when r.version = t.version or not r.is_withheld then r.version
                    else g.target_manifest end and (d.update_version <> t.version or case t.step
                    when 'CONFIRMED' then d.update_step not in ('CONFIRMED', 'ATTESTED')
                    when 'INSTALLED' then d.update_step not in ('INSTALLED', 'CONFIRMED', 'ATTESTED')
                    when 'FAILED' then true
                    when 'RETURNED' then true
                    else d.update_step not in ('INSTALLED', 'CONFIRMED', 'ATTESTED', 'FAILED', 'RETURNED')
                        and (d.update_step, d.update_code) <> (t.step, t.code) end) as is_step
                from device d join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
                left join active_rollout r on r.catalog_id = d.catalog_id and r.group_id = d.group_id and r.state <> 'ROLLING_BACK'
                    and rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)
                join reported t on t.device_id = d.device_id
                where d.catalog_id = $1 and d.device_id = any ($2::bytea[])
                order by d.device_id for no key update of d
            )
            update device d set
                installed_manifest = case when t.is_installed then t.version else d.installed_manifest end,
                update_version = case when l.is_step then t.version else d.update_version end,
                update_step = case when l.is_step then t.step else d.update_step end,
                update_code = case when l.is_step then t.code else d.update_code end,
                update_at = case when l.is_step then $7 else d.update_at end
            from locked l join reported t using (device_id), catalog k
            where d.catalog_id = $1 and d.device_id = l.device_id and (l.is_step or t.is_installed)
              and k.catalog_id = $1 and t.version between 1 and k.manifest_version
              and t.at not between d.claimed_at - interval '1 year' and d.claimed_at""";

    private UpdateSteps() {}

    private record Reported(DeviceId device, Instant at, long version, ReportedStep step) {
        static Stream<Reported> of(Report report, Instant now) {
            return ReportedStep.of(report.report(), now).stream()
                    .map(step -> new Reported(
                            report.witness().device(), report.report().at(), version(report), step));
        }

        /** Returns the manifest version that a report names; 0, which no set has, if it names none. */
        private static long version(Report report) {
            String text = report.report().detail().getOrDefault("manifestVersion", "");
            return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
        }
    }

    /** Records the steps that new reports on updates are about. */
    static Uni<Integer> record(Tx tx, List<Report> fresh) {
        List<Reported> steps =
                fresh.stream().flatMap(report -> Reported.of(report, tx.now())).toList();
        if (steps.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return tx.update(
                RECORD,
                tx.catalog(),
                Columns.byteArrays(steps, step -> step.device().bytes()),
                Columns.instants(steps, Reported::at),
                Columns.texts(steps, step -> step.step().name()),
                Columns.longs(steps, Reported::version),
                Columns.texts(steps, step -> step.step().code()),
                tx.now());
    }
}
