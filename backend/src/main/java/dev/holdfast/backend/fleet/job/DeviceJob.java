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
 * A job as whoever runs it needs it.
 *
 * @param catalog whose devices it is about
 * @param id its GUID
 * @param task what it does
 * @param from where who began it was
 * @param mandate who began it
 * @param page the page that comes next
 * @param devices how many devices it is about
 * @param attempts how often a backend began with that page
 * @param failure why the last attempt failed; null when none did, or nobody could say
 * @param moves where the devices were and are of the pages before
 */
record DeviceJob(
        CatalogId catalog,
        UUID id,
        DeviceAct.Task task,
        RequestOrigin from,
        DelegatedPrincipal mandate,
        int page,
        long devices,
        int attempts,
        @Nullable String failure,
        Moves moves)
        implements LeasedJob.Lease {
    /** How many devices make a page. */
    static final int PAGE = 500;

    /** What {@link #read} reads. */
    static final String COLUMNS = """
            job_id, wish::text as wish, reason, started_by, issuer, subject, member_of, token, page,
            devices_in_all, attempts, failure, moves::text as moves,\s""" + RequestOrigin.COLUMNS;

    boolean isLastPage() {
        return (page + 1L) * PAGE >= devices;
    }

    /** Returns it as it goes on behind its page, of which {@code done} came. */
    DeviceJob next(DeviceAct.Done done) {
        return new DeviceJob(catalog, id, task, from, mandate, page + 1, devices, 0, null, moves.plus(done.moves()));
    }

    static DeviceJob read(CatalogId catalog, Row row) {
        return new DeviceJob(
                catalog,
                row.getUUID("job_id"),
                new DeviceAct.Task(JobWish.read(row), row.getString("reason")),
                RequestOrigin.kept(row),
                new DelegatedPrincipal(
                        row.getString("started_by"),
                        new Subject(
                                row.getString("issuer"),
                                row.getString("subject"),
                                null,
                                List.of(row.getArrayOfStrings("member_of"))),
                        Columns.digestOrNull(row, "token")),
                row.getInteger("page"),
                row.getLong("devices_in_all"),
                row.getInteger("attempts"),
                row.getString("failure"),
                Moves.read(new JsonObject(row.getString("moves"))));
    }
}
