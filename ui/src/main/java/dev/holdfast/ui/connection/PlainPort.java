package dev.holdfast.ui.connection;

import dev.holdfast.connection.PlainHttp;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Refuses to start if other machines could reach the console or its management port without TLS. */
@Singleton
public class PlainPort {
    private static final int EARLY = 90;

    void check(@Observes @Priority(EARLY) StartupEvent event, Config config) {
        PlainHttp.checkMain(config, "HOLDFAST_CONSOLE_HOST");
        PlainHttp.checkManagement(config, "HOLDFAST_CONSOLE_MANAGEMENT_HOST");
    }
}
