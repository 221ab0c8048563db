package dev.holdfast.backend.update.report;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi.Report;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Records the time of the newest crash of devices, for the halt rules of rollouts. */
final class Crashes {
    // Locks the devices of all reports in key order, before the steps of their updates are recorded.
    private static final String RECORD = """
            with locked as (
                select d.device_id from device d where d.catalog_id = $1 and d.device_id = any ($2::bytea[])
                order by d.device_id for no key update
            )
            update device d set crashed_at = $4
            from locked l
            where d.catalog_id = $1 and d.device_id = l.device_id and l.device_id = any ($3::bytea[])""";

    private Crashes() {}

    /** Records the crashes in new reports. */
    static Uni<Integer> record(Tx tx, List<Report> fresh) {
        List<Report> crashes = fresh.stream()
                .filter(report -> report.report().kind() == DeviceReport.Kind.APP_CRASH)
                .toList();
        return crashes.isEmpty()
                ? Uni.createFrom().item(0)
                : tx.update(RECORD, tx.catalog(), devices(fresh), devices(crashes), tx.now());
    }

    private static Object devices(List<Report> reports) {
        return Columns.byteArrays(reports, report -> report.witness().device().bytes());
    }
}
