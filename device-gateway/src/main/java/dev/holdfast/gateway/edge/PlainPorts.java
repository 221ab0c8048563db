package dev.holdfast.gateway.edge;

import dev.holdfast.connection.PlainHttp;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Refuses to start if other machines could reach the management port, which has no TLS. */
@Singleton
final class PlainPorts {
    private static final int EARLY = 90;

    void check(@Observes @Priority(EARLY) StartupEvent event, Config config) {
        PlainHttp.checkManagement(config, "HOLDFAST_GATEWAY_MANAGEMENT_HOST");
    }
}
