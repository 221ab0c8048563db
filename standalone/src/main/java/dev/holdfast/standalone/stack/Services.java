package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.keycloak.KeycloakServer;
import dev.holdfast.standalone.process.Probe;
import dev.holdfast.standalone.process.Service;
import java.net.URI;
import java.util.List;

/**
 * The services of an installation.
 *
 * @param postgres the database
 * @param keycloak the identity provider
 * @param backend the operator API and the internal device API
 * @param gateway the device protocol
 * @param console the web console, module {@code ui}
 * @param fleet the simulated devices, in a demo only
 */
public record Services(
        Service postgres, Service keycloak, Service backend, Service gateway, Service console, Service fleet) {
    /** Names of all services in starting order. */
    public static final List<String> NAMES =
            List.of("postgres", "keycloak", "backend", "device-gateway", "ui", "fleet");

    /** Returns the services with the ports of these settings. */
    public static Services at(Settings settings) {
        int database = settings.port(Port.DATABASE);
        return new Services(
                new Service(
                        "postgres",
                        URI.create("postgresql://localhost:" + database + "/holdfast"),
                        Probe.postgres(database)),
                new Service("keycloak", settings.http(Port.KEYCLOAK, ""), Probe.http(KeycloakServer.health(settings))),
                new Service(
                        "backend",
                        settings.http(Port.API, ""),
                        Probe.http(settings.http(Port.BACKEND_MANAGEMENT, "/q/health/ready"))),
                new Service(
                        "device-gateway",
                        settings.https(Port.GATEWAY, ""),
                        Probe.http(settings.http(Port.GATEWAY_MANAGEMENT, "/q/health/live"))),
                new Service(
                        "ui",
                        settings.http(Port.CONSOLE, ""),
                        Probe.http(settings.http(Port.CONSOLE_MANAGEMENT, "/q/health/ready"))),
                new Service("fleet", null, Probe.running()));
    }

    /** All services in starting order. */
    public List<Service> all() {
        return List.of(postgres, keycloak, backend, gateway, console, fleet);
    }

    /** Services of this mode in starting order. An empty installation has no fleet. */
    public List<Service> of(Mode mode) {
        return mode == Mode.DEMO ? all() : List.of(postgres, keycloak, backend, gateway, console);
    }
}
