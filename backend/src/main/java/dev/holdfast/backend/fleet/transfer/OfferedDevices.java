package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.problem.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Validates devices of an offer: they must be in the catalog, not blocked, and not offered already. */
final class OfferedDevices {
    private static final int MAX_ERRORS = 20;
    private static final String PRESENT = """
            select device_id, blocked_at is not null as blocked
            from device where catalog_id = $1 and device_id = any ($2::bytea[])""";
    private static final String ON_OFFER = """
            select i.device_id from device_transfer_item i join device_transfer t using (transfer_id)
            where i.open and i.device_id = any ($1::bytea[]) and t.expires_at > $2""";

    private OfferedDevices() {}

    /** Fails with {@code not-found} for devices that are not in the catalog, and with {@code conflict} for offered or blocked ones. */
    static Uni<Void> requireFree(Tx tx, List<DeviceId> named) {
        Set<DeviceId> devices = new LinkedHashSet<>(named);
        return requirePresent(tx, devices).chain(() -> requireNotOnOffer(tx, devices));
    }

    private static Uni<Void> requirePresent(Tx tx, Set<DeviceId> devices) {
        return tx.list(PRESENT, row -> row, tx.catalog(), Columns.devices(devices))
                .invoke(here -> {
                    Set<DeviceId> missing = new LinkedHashSet<>(devices);
                    missing.removeAll(devices(here.stream()));
                    if (!missing.isEmpty()) {
                        throw ProblemException.notFound(errors(devices, missing, "is not in this catalog"));
                    }
                    Set<DeviceId> blocked = devices(here.stream().filter(row -> row.getBoolean("blocked")));
                    if (!blocked.isEmpty()) {
                        throw ProblemException.conflict(
                                "Some of the devices are blocked. Ask an owner to unblock them first.",
                                errors(devices, blocked, "is blocked"));
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> requireNotOnOffer(Tx tx, Set<DeviceId> devices) {
        return tx.list(ON_OFFER, row -> Columns.device(row, "device_id"), Columns.devices(devices), tx.now())
                .invoke(busy -> {
                    if (!busy.isEmpty()) {
                        throw ProblemException.conflict(
                                "Some of the devices are already offered. Withdraw that transfer first.",
                                errors(devices, busy, "is already offered"));
                    }
                })
                .replaceWithVoid();
    }

    private static Set<DeviceId> devices(Stream<Row> rows) {
        return rows.map(row -> Columns.device(row, "device_id")).collect(Collectors.toCollection(HashSet::new));
    }

    private static List<FieldError> errors(Set<DeviceId> all, Collection<DeviceId> some, String message) {
        List<DeviceId> order = List.copyOf(all);
        return some.stream()
                .limit(MAX_ERRORS)
                .map(device ->
                        new FieldError("deviceIds[" + order.indexOf(device) + "]", device.shortText() + "… " + message))
                .toList();
    }
}
