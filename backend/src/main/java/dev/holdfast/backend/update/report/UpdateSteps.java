package dev.holdfast.backend.update.report;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.device.InternalApi.Report;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Records the steps of devices in their updates, by their reports. */
final class UpdateSteps {
    // The batch's newest report on an update counts, if the catalog signed the reported version. A report dated in
    // the year before the claim is about a set of another catalog. Older dates come from devices without a clock and
    // count. A step counts only if it is about the target of the device's group.
    private static final String RECORD = """
            with reported as (
                select distinct on (device_id) device_id, at, version, error, case kind when 'UPDATE_INSTALLED' then 'INSTALLED'
                    when 'UPDATE_FAILED' then case error when 'did-not-boot' then 'RETURNED' else 'FAILED' end end as step
                from unnest($2::bytea[], $3::timestamptz[], $4::text[], $5::bigint[], $6::text[])
                    as t(device_id, at, kind, version, error)
                order by device_id, at desc
            ), locked as (
                select d.device_id, t.version = g.target_manifest and not (t.step = 'INSTALLED'
                    and d.update_version = t.version and d.update_step in ('INSTALLED', 'ATTESTED')) as is_step
                from device d join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
                join reported t on t.device_id = d.device_id
                where d.catalog_id = $1
                order by d.device_id for no key update of d
            )
            update device d set
                installed_manifest = case when t.step = 'INSTALLED' then t.version else d.installed_manifest end,
                update_version = case when l.is_step then t.version else d.update_version end,
                update_step = case when l.is_step then t.step else d.update_step end,
                update_code = case when not l.is_step then d.update_code when t.step = 'INSTALLED' then '' else t.error end,
                update_at = case when l.is_step then $7 else d.update_at end
            from locked l join reported t using (device_id), catalog k
            where d.catalog_id = $1 and d.device_id = l.device_id
              and k.catalog_id = $1 and t.version between 1 and k.manifest_version
              and t.at not between d.claimed_at - interval '1 year' and d.claimed_at""";

    private UpdateSteps() {}

    /** Records the steps that new reports on updates are about. */
    static Uni<Integer> record(Tx tx, List<Report> fresh) {
        List<Report> updates = fresh.stream()
                .filter(report -> report.report().kind().isAboutUpdates())
                .toList();
        if (updates.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return tx.update(
                RECORD,
                tx.catalog(),
                Columns.byteArrays(updates, report -> report.witness().device().bytes()),
                Columns.instants(updates, report -> report.report().at()),
                Columns.texts(updates, report -> report.report().kind().name()),
                Columns.longs(updates, UpdateSteps::version),
                Columns.texts(updates, report -> report.report().detail().getOrDefault("error", "")),
                tx.now());
    }

    /** Returns the manifest version that a report names; 0, which no set has, if it names none. */
    private static Long version(Report report) {
        String text = report.report().detail().getOrDefault("manifestVersion", "");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0L;
    }
}
