package dev.holdfast.gateway.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Configures a gateway that starts before its backend. Its rate limits are so low that a small fleet exceeds them. */
public final class LateBackendProfile implements QuarkusTestProfile {
    /** Number of cached responses that are reloaded each second. */
    public static final int REFRESHES = 5;
    /** Requests to the backend each second. */
    public static final int REQUESTS = 60;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "holdfast.update.refreshes-per-second", Integer.toString(REFRESHES),
                "holdfast.backend.requests-per-second", Integer.toString(REQUESTS),
                "holdfast.backend.connect-timeout", "1s");
    }
}
