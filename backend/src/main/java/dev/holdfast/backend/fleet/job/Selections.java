package dev.holdfast.backend.fleet.job;

import dev.holdfast.backend.fleet.list.FilteredDevices;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.job.DeviceSelection;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Selections as SQL. */
final class Selections {
    /** One more than a job takes, so that too many show. */
    private static final String BOUND = " limit " + (DeviceSelection.MOST + 1);

    private Selections() {}

    /** Returns the selection of a request; fails when there is none. */
    static DeviceSelection required(@Nullable DeviceSelection wanted) {
        check(new Checks(), wanted).done();
        return Objects.requireNonNull(wanted);
    }

    /** Checks that a selection has either IDs or a filter; what is wrong with the filter, {@link FilteredDevices#check} says. */
    static Checks check(Checks checks, @Nullable DeviceSelection wanted) {
        checks.that(
                wanted != null && (wanted.deviceIds() == null) != (wanted.filter() == null),
                "devices",
                "has either deviceIds or a filter");
        checks.that(
                wanted == null || wanted.atMost() == null || (wanted.filter() != null && wanted.atMost() >= 0),
                "devices.atMost",
                "is 0 or more, and comes with a filter");
        checks.that(
                wanted == null || wanted.asOf() == null || wanted.atMost() != null,
                "devices.asOf",
                "comes with atMost");
        if (wanted != null && wanted.deviceIds() != null) {
            checks.size("devices.deviceIds", wanted.deviceIds(), 1, DeviceSelection.MOST);
        }
        return checks;
    }

    /**
     * Returns a query of the {@code device_id}s that somebody named, wherever they are, or of those within reach that meet the filter: the
     * job comes to each, and refuses those that are not within reach then.
     */
    static Uni<SqlBuilder> named(Tx tx, Reach reach, DeviceSelection wanted, Instant now) {
        return wanted.deviceIds() == null
                ? filtered(tx, reach, wanted, now)
                : Uni.createFrom()
                        .item(new SqlBuilder(reach.catalog())
                                .sql("select distinct w.device_id from unnest(")
                                .value(Columns.devices(wanted.deviceIds()), "bytea[]")
                                .sql(") as w(device_id)"));
    }

    /** Returns a query of the devices within reach that are meant. */
    static Uni<SqlBuilder> here(Tx tx, Reach reach, DeviceSelection wanted, Instant now) {
        if (wanted.deviceIds() == null) {
            return filtered(tx, reach, wanted, now);
        }
        SqlBuilder named = new SqlBuilder(reach.catalog())
                .sql("select d.* from device d where d.catalog_id = $1 and d.device_id in (select unnest(")
                .value(Columns.devices(wanted.deviceIds()), "bytea[]")
                .sql("))");
        return reach.isWhole()
                ? Uni.createFrom().item(named)
                : reach.groups(tx)
                        .map(groups -> named.sql(" and d.group_id = any (")
                                .value(Columns.guids(groups, group -> group), "uuid[]")
                                .sql(")"));
    }

    private static Uni<SqlBuilder> filtered(Tx tx, Reach reach, DeviceSelection wanted, Instant now) {
        return FilteredDevices.select(tx, reach.places(), FilteredDevices.check(wanted.filter()), now)
                .map(condition -> condition.sql(BOUND));
    }
}
