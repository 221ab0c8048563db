package dev.holdfast.backend.fleet;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Devices that an act names one by one, as what waits for a second person keeps them.
 *
 * @param ids their IDs, each once, in their order
 */
public record NamedDevices(List<String> ids) {
    private static final String MEMBER = "deviceIds";
    /** Digits that stand for a set of devices. */
    private static final int SHORT = 16;

    /** Copies. */
    public NamedDevices {
        ids = List.copyOf(ids);
    }

    /** Sorts. */
    public static NamedDevices of(Collection<DeviceId> devices) {
        return new NamedDevices(
                devices.stream().map(DeviceId::text).distinct().sorted().toList());
    }

    /** Reads what {@link #payload} wrote. */
    public static NamedDevices read(JsonObject payload) {
        return new NamedDevices(
                payload.getJsonArray(MEMBER).stream().map(String::valueOf).toList());
    }

    /** Returns them as a member of a payload. */
    public Map<String, Object> payload() {
        return Map.of(MEMBER, ids);
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
