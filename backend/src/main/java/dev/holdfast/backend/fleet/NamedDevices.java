package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.product.NoGroup;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Devices of a command that lists them by ID.
 *
 * @param ids distinct IDs in ascending order
 */
public record NamedDevices(List<String> ids) {
    private static final String PRESENT = """
            select device_id from device where catalog_id = $1 and device_id in (select unnest($2::bytea[]))""";
    /** Number of hex digits of a set's digest in the audit log. */
    private static final int SHORT = 16;

    private static final String BY_GROUP = """
            select p.name as product, g.name as grp, count(*) as devices
            from device d
            join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
            join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            where d.catalog_id = $1 and d.device_id in (select unnest($2::bytea[]))
            group by p.product_id, p.name, g.group_id, g.name
            order by p.name, g.name""";

    public NamedDevices {
        ids = List.copyOf(ids);
    }

    public static NamedDevices of(Collection<DeviceId> devices) {
        return new NamedDevices(
                devices.stream().map(DeviceId::text).distinct().sorted().toList());
    }

    /** Returns those of the devices that are in the catalog, in any order. */
    public static Uni<List<DeviceId>> present(Tx tx, Collection<DeviceId> devices) {
        return tx.list(PRESENT, row -> Columns.device(row, "device_id"), tx.catalog(), Columns.devices(devices));
    }

    /** Returns those of the devices that are in the catalog, for an approval request. Fails with {@code conflict} if there are none. */
    public static Uni<NamedDevices> existing(Tx tx, Collection<DeviceId> devices) {
        return present(tx, devices).map(NamedDevices::of).invoke(named -> {
            if (named.ids.isEmpty()) {
                throw ProblemException.conflict("None of the devices is in the catalog. Check the device IDs.");
            }
        });
    }

    /** Returns a line for each group of the devices, with their number. */
    public Uni<List<String>> byGroup(Tx tx) {
        return tx.list(
                BY_GROUP,
                row -> NoGroup.title(row.getString("product"), row.getString("grp")) + ": " + row.getLong("devices")
                        + (row.getLong("devices") == 1 ? " device" : " devices"),
                tx.catalog(),
                Columns.devices(devices()));
    }

    /** Returns the given devices that are not in this set. */
    public List<DeviceId> missing(Collection<DeviceId> devices) {
        Set<String> here = new HashSet<>(ids);
        return devices.stream().filter(device -> !here.contains(device.text())).toList();
    }

    public Set<DeviceId> devices() {
        Set<DeviceId> devices = new LinkedHashSet<>();
        ids.forEach(id -> devices.add(DeviceId.parse(id)));
        return devices;
    }

    /** Returns the audit subject: the ID of a single device, else the count and a digest of the set. */
    public String subject() {
        return ids.size() == 1
                ? ids.getFirst()
                : ids.size() + " devices "
                        + Digest.sha256(String.join(" ", ids).getBytes(StandardCharsets.US_ASCII))
                                .hex()
                                .substring(0, SHORT);
    }

    /** Returns the ID of a single device, or the number of devices. */
    public String words() {
        return ids.size() == 1 ? "device " + ids.getFirst() : ids.size() + " devices";
    }
}
