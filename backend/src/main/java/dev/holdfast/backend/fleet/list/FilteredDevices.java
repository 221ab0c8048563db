package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.Fields;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.device.DeviceView;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Devices that meet a filter, as a part of a statement of somebody else's. */
public final class FilteredDevices {
    private FilteredDevices() {}

    /** Checks a filter, of which null is none, and returns it as it is written; fails with {@code invalid-request}. */
    public static String check(@Nullable String filter) {
        return DeviceFilters.of(filter).filter().text();
    }

    /** Checks an order, of which null is by ID, and returns it; fails with {@code invalid-request}. */
    public static String checkSort(@Nullable String sort) {
        return sort == null ? "id" : DeviceOrder.parse(sort).text();
    }

    /** Returns whether fields of devices have these names. */
    public static boolean areFields(List<String> names) {
        return Fields.known(DeviceView.class).containsAll(names);
    }

    /**
     * Returns {@code select d.* from device d where …} for all devices in some places of the catalog that meet the filter, with the catalog
     * as {@code $1}. Run it in a transaction of a question.
     */
    public static Uni<SqlBuilder> select(Tx tx, List<Scope> places, String filter, Instant now) {
        return DeviceList.of(tx, places, DeviceFilters.of(filter).filter(), now, null)
                .map(DeviceList::all);
    }
}
