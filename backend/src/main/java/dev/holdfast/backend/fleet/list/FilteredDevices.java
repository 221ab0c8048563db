package dev.holdfast.backend.fleet.list;

import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.Fields;
import dev.holdfast.backend.platform.problem.Parameters;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.device.DeviceFields;
import dev.holdfast.contract.operator.device.DeviceView;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Selects devices by filter as a part of another statement. */
public final class FilteredDevices {
    private FilteredDevices() {}

    /** Returns the normal form of a filter; null means none. Fails with {@code invalid-request}. */
    public static String check(@Nullable String filter) {
        return Parameters.filter(filter, DeviceFields.VOCABULARY).text();
    }

    /** Returns the normal form of a sort order; null means by ID. Fails with {@code invalid-request}. */
    public static String checkSort(@Nullable String sort) {
        return sort == null ? "id" : DeviceOrder.parse(sort).text();
    }

    /** Returns whether all names are fields of {@link DeviceView}. */
    public static boolean areFields(List<String> names) {
        return Fields.known(DeviceView.class).containsAll(names);
    }

    /**
     * Returns {@code select d.* from device d where …} for the devices in some scopes of the catalog that match the filter. {@code $1} is the
     * catalog. Run it in a transaction with a time limit.
     */
    public static Uni<SqlBuilder> select(Tx tx, List<Scope> scopes, String filter, Instant now) {
        return DeviceList.of(tx, scopes, Parameters.filter(filter, DeviceFields.VOCABULARY), now, null)
                .map(DeviceList::all);
    }
}
