package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.operator.product.NoGroup;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** SQL statements that put devices into a catalog and its groups. Each step is one statement. */
public final class ClaimStatements {
    private static final String CLAIM = "select claim_devices($1::bytea[], $2::bigint[])";
    // Not a part of CLAIM: only a new statement also sees rows of concurrent claims that CLAIM waited for. Locks the
    // devices until the commit.
    private static final String OURS = "select lock_devices($1::bytea[]) as device_id";
    // Returns only devices whose group changed; from_group is null for a device that is new in the catalog. A device
    // that was in a catalog before keeps its boot count.
    private static final String ASSIGN = """
            insert into device as d (catalog_id, device_id, group_id, claimed_at, boot_count)
            select $1, ours.device_id, ours.group_id, $4, coalesce(p.boot_count, 0)
            from unnest($2::bytea[], $3::uuid[]) as ours(device_id, group_id)
            left join earlier_boot_counts($2::bytea[]) p using (device_id)
            order by ours.device_id
            on conflict (catalog_id, device_id) do update set group_id = excluded.group_id, behind_since = null
                where d.group_id <> excluded.group_id
            returning device_id, old.group_id as from_group""";
    // Before and after ASSIGN: the rollouts of the groups count their open devices.
    private static final String LEAVE = "select leave_groups($1::bytea[], $2::uuid[])";
    private static final String JOIN = "select join_groups($1::bytea[])";
    private static final String TITLES = """
            select g.group_id, p.name as product, g.name
            from device_group g join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            where g.catalog_id = $1 and g.group_id = any ($2::uuid[])""";
    private static final String ADD_PARTS = "select add_group_parts($1::bytea[], $2::uuid[])";
    private static final String RESTORE_COUNTERS = "select restore_counters($1::bytea[])";
    private static final String WHY_NOT = "select device_id, code from claim_refusals($1::bytea[])";

    private final Tx tx;

    /** Needs a transaction of the catalog. */
    public ClaimStatements(Tx tx) {
        this.tx = tx;
    }

    /** Claims those of the devices that the catalog may claim; {@code proven} has the departures of each device with a valid proof. */
    Uni<?> claim(List<DeviceId> devices, Map<DeviceId, Integer> proven) {
        return tx.run(
                CLAIM,
                Columns.devices(devices),
                devices.stream()
                        .map(device -> proven.containsKey(device)
                                ? Long.valueOf(Objects.requireNonNull(proven.get(device)))
                                : null)
                        .toArray(Long[]::new));
    }

    /** Returns those of the devices that are in the catalog, and locks them until the transaction ends. */
    Uni<List<DeviceId>> ours(Collection<DeviceId> devices) {
        return tx.list(OURS, row -> Columns.device(row, "device_id"), Columns.devices(devices));
    }

    /** Puts claimed devices into groups, adds their SKUs to the groups, restores anti-rollback counters. Returns devices whose group changed. */
    public Uni<List<AssignedDevice>> assign(Map<DeviceId, GroupRef> destinations) {
        if (destinations.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<DeviceId> devices = List.copyOf(destinations.keySet());
        Object groups =
                Columns.guids(devices, device -> group(destinations, device).id());
        return tx.run(LEAVE, Columns.devices(devices), groups)
                .chain(() -> tx.list(ASSIGN, Arrival::read, tx.catalog(), Columns.devices(devices), groups, tx.now()))
                .chain(arrivals -> assignedDevices(arrivals, destinations))
                .call(assigned -> join(assigned))
                .call(assigned -> addParts(assigned))
                .call(assigned -> restoreCounters(assigned));
    }

    /** Returns for each of the devices why the catalog cannot claim it. */
    Uni<Map<DeviceId, ClaimResult.Code>> whyNot(Collection<DeviceId> devices) {
        return tx.list(
                        WHY_NOT,
                        row -> Map.entry(
                                Columns.device(row, "device_id"), ClaimResult.Code.valueOf(row.getString("code"))),
                        Columns.devices(devices))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Uni<?> join(List<AssignedDevice> assigned) {
        // A trigger counts new devices.
        List<DeviceId> moved = assigned.stream()
                .filter(device -> !device.isNew())
                .map(AssignedDevice::device)
                .toList();
        return moved.isEmpty() ? Uni.createFrom().voidItem() : tx.run(JOIN, Columns.devices(moved));
    }

    private Uni<?> addParts(List<AssignedDevice> assigned) {
        return tx.run(
                ADD_PARTS,
                Columns.devices(assigned.stream().map(AssignedDevice::device).toList()),
                Columns.guids(assigned, device -> device.group().id()));
    }

    private Uni<?> restoreCounters(List<AssignedDevice> assigned) {
        List<DeviceId> arrived = assigned.stream()
                .filter(AssignedDevice::isNew)
                .map(AssignedDevice::device)
                .toList();
        return arrived.isEmpty() ? Uni.createFrom().voidItem() : tx.run(RESTORE_COUNTERS, Columns.devices(arrived));
    }

    /** A device that entered a group. {@code from} is its previous group; null if the device is new in the catalog. */
    private record Arrival(DeviceId device, @Nullable UUID from) {
        private static Arrival read(Row row) {
            return new Arrival(Columns.device(row, "device_id"), row.getUUID("from_group"));
        }
    }

    private Uni<List<AssignedDevice>> assignedDevices(List<Arrival> arrivals, Map<DeviceId, GroupRef> destinations) {
        Set<UUID> left =
                arrivals.stream().map(Arrival::from).filter(Objects::nonNull).collect(Collectors.toSet());
        return titles(left)
                .map(titles -> arrivals.stream()
                        .map(arrival -> new AssignedDevice(
                                arrival.device(),
                                group(destinations, arrival.device()),
                                arrival.from(),
                                arrival.from() == null
                                        ? null
                                        : titles.getOrDefault(
                                                arrival.from(), arrival.from().toString())))
                        .toList());
    }

    private Uni<Map<UUID, String>> titles(Set<UUID> groups) {
        return groups.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : tx.list(
                                TITLES,
                                row -> Map.entry(
                                        row.getUUID("group_id"),
                                        NoGroup.title(row.getString("product"), row.getString("name"))),
                                tx.catalog(),
                                Columns.guids(groups, group -> group))
                        .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static GroupRef group(Map<DeviceId, GroupRef> destinations, DeviceId device) {
        return Objects.requireNonNull(destinations.get(device));
    }
}
