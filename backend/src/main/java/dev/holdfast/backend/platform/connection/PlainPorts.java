package dev.holdfast.backend.platform.connection;

import dev.holdfast.connection.PlainHttp;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Refuses to start if other machines could reach a port without TLS. */
@Singleton
public class PlainPorts {
    private static final int EARLY = 90;

    void check(@Observes @Priority(EARLY) StartupEvent event, Config config) {
        PlainHttp.checkMain(config, "HOLDFAST_API_HOST");
        PlainHttp.checkManagement(config, "HOLDFAST_BACKEND_MANAGEMENT_HOST");
    }
}
