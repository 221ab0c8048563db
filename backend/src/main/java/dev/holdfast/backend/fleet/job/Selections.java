package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.list.FilteredDevices;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.job.DeviceSelection;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds the SQL that selects the devices of a job. */
public final class Selections {
    /** Limit of rows: one more than a job may have, so that too many devices are noticed. */
    private static final String BOUND = " limit " + (DeviceSelection.MAX_DEVICES + 1);

    /** Tolerated clock difference to the backend that made the preview. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    /** Numbers the devices by ID and divides them into pages. The job ID and {@link #EACH} follow. */
    private static final String PAGES = """
            ), numbered as (
                select c.device_id, ((row_number() over (order by c.device_id) - 1) / %d)::int as page from chosen c
            )
            insert into device_job_page (catalog_id, job_id, page, device_ids)
            select $1,\s""".formatted(DeviceJob.PAGE);

    private static final String EACH =
            ", n.page, array_agg(n.device_id order by n.device_id) from numbered n group by n.page";
    private static final String COUNT = """
            update device_job set devices_total = (
                select coalesce(sum(cardinality(p.device_ids)), 0) from device_job_page p
                where p.catalog_id = $1 and p.job_id = $2)
            where catalog_id = $1 and job_id = $2
            returning devices_total""";

    private Selections() {}

    /** Fails with {@code invalid-request} if members of a selection contradict each other. */
    public static void check(DeviceSelection selection) {
        new Checks()
                .that(
                        (selection.deviceIds() == null) != (selection.filter() == null),
                        "devices",
                        "needs either deviceIds or a filter")
                .that(selection.atMost() == null || selection.filter() != null, "devices.atMost", "needs a filter")
                .that(selection.asOf() == null || selection.atMost() != null, "devices.asOf", "needs atMost")
                .done();
    }

    /** Writes the pages of a job and returns the number of devices; fails if there are none or too many. */
    static Uni<Long> write(Tx tx, JobScopes allowed, UUID id, DeviceSelection devices) {
        return requestedDevices(tx, allowed, devices)
                .map(chosen -> chosen.prepend("with chosen as (")
                        .sql(PAGES)
                        .value(id, "uuid")
                        .sql(EACH))
                .chain(pages -> tx.update(pages.text(), pages.parameters()))
                .chain(() -> tx.one(COUNT, row -> row.getLong("devices_total"), allowed.catalog(), id))
                .invoke(chosen -> requireFew(chosen, devices.atMost()));
    }

    /** Returns the time to which ages in the filter are relative: the time of the preview, if one is given; fails if the preview is too old. */
    private static Instant referenceTime(DeviceSelection devices, Instant now) {
        Instant seen = devices.asOf();
        if (seen == null) {
            return now;
        }
        if (seen.isAfter(now.plus(CLOCKS_APART))) {
            throw ProblemException.invalid("devices.asOf", "is in the future; send the time of the preview");
        }
        if (seen.isBefore(now.minus(DeviceSelection.MAX_PREVIEW_AGE))) {
            throw ProblemException.conflict("The preview is more than " + DeviceSelection.MAX_PREVIEW_AGE.toMinutes()
                    + " minutes old. Preview the selection again, then start the job.");
        }
        return seen;
    }

    private static void requireFew(long devices, @Nullable Long seen) {
        if (devices == 0) {
            throw ProblemException.invalid("devices", "selects no device");
        }
        if (devices > DeviceSelection.MAX_DEVICES) {
            throw ProblemException.invalid(
                    "devices",
                    String.format(
                            Locale.ROOT,
                            "selects more than %,d devices; narrow the filter and start several jobs",
                            DeviceSelection.MAX_DEVICES));
        }
        if (seen != null && devices > seen) {
            throw ProblemException.conflict(String.format(
                    Locale.ROOT,
                    "%,d %s the filter by now, but the preview counted %,d. Preview the selection again, then start the job.",
                    devices,
                    devices == 1 ? "device meets" : "devices meet",
                    seen));
        }
    }

    /**
     * Selects the {@code device_id}s that the request names, wherever they are, or the devices in the allowed scopes that match the filter.
     * The job refuses named devices outside of the scopes.
     */
    private static Uni<SqlBuilder> requestedDevices(Tx tx, JobScopes allowed, DeviceSelection selection) {
        return selection.deviceIds() == null
                ? filteredDevices(tx, allowed, selection, referenceTime(selection, tx.now()))
                : Uni.createFrom()
                        .item(new SqlBuilder(allowed.catalog())
                                .sql("select distinct w.device_id from unnest(")
                                .value(Columns.devices(selection.deviceIds()), "bytea[]")
                                .sql(") as w(device_id)"));
    }

    /** Selects the devices of a selection that are in the allowed scopes. */
    public static Uni<SqlBuilder> inScopes(Tx tx, JobScopes allowed, DeviceSelection selection, Instant now) {
        if (selection.deviceIds() == null) {
            return filteredDevices(tx, allowed, selection, now);
        }
        SqlBuilder found = new SqlBuilder(allowed.catalog())
                .sql("select d.* from device d where d.catalog_id = $1 and d.device_id in (select unnest(")
                .value(Columns.devices(selection.deviceIds()), "bytea[]")
                .sql("))");
        return allowed.isWhole()
                ? Uni.createFrom().item(found)
                : allowed.groups(tx)
                        .map(groups -> found.sql(" and d.group_id = any (")
                                .value(Columns.guids(groups, group -> group), "uuid[]")
                                .sql(")"));
    }

    private static Uni<SqlBuilder> filteredDevices(Tx tx, JobScopes allowed, DeviceSelection selection, Instant now) {
        return FilteredDevices.select(tx, allowed.scopes(), FilteredDevices.check(selection.filter()), now)
                .map(condition -> condition.sql(BOUND));
    }
}
