package dev.holdfast.gateway.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Configures a gateway with timeouts and leases of a few seconds. */
public final class ShortTimeoutsProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "holdfast.edge.handshake-timeout", "4s",
                "holdfast.edge.request-timeout", "3s",
                "holdfast.update.lease", "8s",
                "holdfast.backend.connect-timeout", "1s");
    }
}
