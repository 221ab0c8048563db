package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.job.LeasedJob;
import dev.holdfast.backend.tenancy.DelegatedPrincipal;
import dev.holdfast.backend.tenancy.authority.Subject;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A running job and its next page.
 *
 * @param task operation of the job
 * @param from origin of the request
 * @param principal the person or API token that started it
 * @param page index of the next page
 * @param devices total number of devices
 * @param attempts number of attempts at the next page
 * @param failure reason why the last attempt failed; null if none failed, or if unknown
 * @param moves moves on the previous pages
 */
record DeviceJob(
        CatalogId catalog,
        UUID id,
        DeviceJobHandler.Task task,
        RequestOrigin from,
        DelegatedPrincipal principal,
        int page,
        long devices,
        int attempts,
        @Nullable String failure,
        Moves moves)
        implements LeasedJob.Lease {
    /** Devices per page. */
    static final int PAGE = 500;

    /** Columns that {@link #read} reads. */
    static final String COLUMNS = """
            job_id, spec::text as spec, reason, started_by, issuer, subject, member_of, token, page,
            devices_total, attempts, failure, moves::text as moves,\s""" + RequestOrigin.COLUMNS;

    boolean isLastPage() {
        return (page + 1L) * PAGE >= devices;
    }

    /** Returns the job at the page after this one, given the result of this page. */
    DeviceJob next(DeviceJobHandler.PageResult done) {
        return new DeviceJob(catalog, id, task, from, principal, page + 1, devices, 0, null, moves.plus(done.moves()));
    }

    static DeviceJob read(CatalogId catalog, Row row) {
        return new DeviceJob(
                catalog,
                row.getUUID("job_id"),
                new DeviceJobHandler.Task(JobSpec.read(row), row.getString("reason")),
                RequestOrigin.read(row),
                new DelegatedPrincipal(
                        row.getString("started_by"),
                        new Subject(
                                row.getString("issuer"),
                                row.getString("subject"),
                                null,
                                List.of(row.getArrayOfStrings("member_of"))),
                        Columns.digestOrNull(row, "token")),
                row.getInteger("page"),
                row.getLong("devices_total"),
                row.getInteger("attempts"),
                row.getString("failure"),
                Moves.read(new JsonObject(row.getString("moves"))));
    }
}
