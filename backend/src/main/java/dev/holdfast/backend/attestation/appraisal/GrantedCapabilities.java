package dev.holdfast.backend.attestation.appraisal;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Capabilities that files give a device, unless revoked: {@code until} maps a capability's number to its expiry, which may have passed. */
public record GrantedCapabilities(Map<Integer, Instant> until) {

    public static final GrantedCapabilities NONE = new GrantedCapabilities(Map.of());

    /** Reads the stored form: expiry in seconds since 1970 by number; null for none. */
    public static GrantedCapabilities of(@Nullable JsonObject stored) {
        if (stored == null) {
            return NONE;
        }
        Map<Integer, Instant> until = new HashMap<>();
        stored.forEach(entry ->
                until.put(Integer.valueOf(entry.getKey()), Instant.ofEpochSecond(stored.getLong(entry.getKey()))));
        return new GrantedCapabilities(until);
    }

    /** Returns whether a file that was valid at {@code at} allows the capability. */
    boolean allow(int capability, Instant at) {
        Instant end = until.get(capability);
        return end != null && at.isBefore(end);
    }
}
