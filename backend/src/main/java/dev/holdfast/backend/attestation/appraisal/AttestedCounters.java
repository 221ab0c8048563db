package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.id.ComponentId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * The highest counters that a device has attested.
 *
 * @param bootCount boots since manufacturing
 * @param keystoreVersion security version of the trusted keystore; those reported during a trial of an update do not count
 * @param securityVersions security versions by component, of images that matched a reference value; at most the component's fuse, if that
 *     is burnt
 * @param securityFloors anti-rollback fuses by component, of components with a reference value; only burnt ones (above 0)
 */
public record AttestedCounters(
        long bootCount,
        long keystoreVersion,
        Map<ComponentId, Long> securityVersions,
        Map<ComponentId, Long> securityFloors) {
    /** For a device that has never attested. */
    public static final AttestedCounters NONE = new AttestedCounters(0, 0, Map.of(), Map.of());

    public AttestedCounters {
        securityVersions = Map.copyOf(securityVersions);
        securityFloors = Map.copyOf(securityFloors);
    }

    /** Reads the stored form; see {@link #components}. */
    public static AttestedCounters of(long bootCount, long keystoreVersion, JsonObject components) {
        Map<ComponentId, Long> versions = new HashMap<>();
        Map<ComponentId, Long> floors = new HashMap<>();
        components.forEach(entry -> {
            ComponentId component = ComponentId.parse(entry.getKey());
            if (entry.getValue() instanceof JsonArray both) {
                versions.put(component, both.getLong(0));
                floors.put(component, both.getLong(1));
            } else {
                versions.put(component, ((Number) entry.getValue()).longValue());
            }
        });
        return new AttestedCounters(bootCount, keystoreVersion, versions, floors);
    }

    /** Returns the stored form by component: its security version, or an array of security version and fuse. */
    public JsonObject components() {
        JsonObject components = new JsonObject();
        securityVersions.forEach((component, version) -> components.put(component.text(), version));
        securityFloors.forEach((component, floor) ->
                components.put(component.text(), JsonArray.of(securityVersion(component), floor)));
        return components;
    }

    long securityVersion(ComponentId component) {
        return securityVersions.getOrDefault(component, 0L);
    }

    long securityFloor(ComponentId component) {
        return securityFloors.getOrDefault(component, 0L);
    }
}
