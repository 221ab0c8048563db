package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Devices that a command names one by one.
 *
 * @param ids their IDs, each once, in their order
 */
public record NamedDevices(List<String> ids) {
    private static final String HERE = """
            select device_id from device where catalog_id = $1 and device_id in (select unnest($2::bytea[]))""";
    /** Digits that stand for a set of devices. */
    private static final int SHORT = 16;

    public NamedDevices {
        ids = List.copyOf(ids);
    }

    public static NamedDevices of(Collection<DeviceId> devices) {
        return new NamedDevices(
                devices.stream().map(DeviceId::text).distinct().sorted().toList());
    }

    /** Returns those of some devices that a catalog has, in any order. */
    public static Uni<List<DeviceId>> present(Tx tx, Collection<DeviceId> devices) {
        return tx.list(HERE, row -> Columns.device(row, "device_id"), tx.catalog(), Columns.devices(devices));
    }

    /** Returns those of some devices that a catalog has: nobody is asked about others. Fails with a conflict when it has none. */
    public static Uni<NamedDevices> here(Tx tx, Collection<DeviceId> devices) {
        return present(tx, devices).map(NamedDevices::of).invoke(named -> {
            if (named.ids.isEmpty()) {
                throw ProblemException.conflict("None of the devices is in the catalog.");
            }
        });
    }

    /** Returns those of some devices that are not among them. */
    public List<DeviceId> missing(Collection<DeviceId> devices) {
        Set<String> here = new HashSet<>(ids);
        return devices.stream().filter(device -> !here.contains(device.text())).toList();
    }

    /** Returns the devices, in their order. */
    public Set<DeviceId> devices() {
        Set<DeviceId> devices = new LinkedHashSet<>();
        ids.forEach(id -> devices.add(DeviceId.parse(id)));
        return devices;
    }

    /** One device by its ID; of many, what stands for just these. */
    public String subject() {
        return ids.size() == 1
                ? ids.getFirst()
                : ids.size() + " devices "
                        + Digest.sha256(String.join(" ", ids).getBytes(StandardCharsets.US_ASCII))
                                .hex()
                                .substring(0, SHORT);
    }

    /** Returns them for people: the ID of one, or how many they are. */
    public String words() {
        return ids.size() == 1 ? "device " + ids.getFirst() : ids.size() + " devices";
    }
}
