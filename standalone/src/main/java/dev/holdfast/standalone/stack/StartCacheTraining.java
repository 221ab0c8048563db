package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.Infrastructure;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.keycloak.KeycloakServer;
import dev.holdfast.standalone.process.Launch;
import dev.holdfast.standalone.process.Service;
import dev.holdfast.standalone.process.StartCache;
import dev.holdfast.standalone.process.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Creates the start-up caches once for each build. When all services run, it starts a second instance of each application on free ports, at
 * the lowest priority. The JVM writes the cache when this instance stops. The first instance is not affected, because all applications
 * support several instances on one database.
 */
public final class StartCacheTraining {
    /** Names of the second instances, to find those that a killed supervisor left running. */
    public static final List<String> NAMES =
            List.of("train-keycloak", "train-backend", "train-device-gateway", "train-ui");

    /** Time limit for the start of a second instance, and for its end, when the JVM writes the cache. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Installation installation;
    private final Infrastructure infrastructure;
    private final KeycloakServer keycloak;
    private final Supervisor supervisor;
    private final Progress progress;

    StartCacheTraining(
            Installation installation,
            Infrastructure infrastructure,
            KeycloakServer keycloak,
            Supervisor supervisor,
            Progress progress) {
        this.installation = installation;
        this.infrastructure = infrastructure;
        this.keycloak = keycloak;
        this.supervisor = supervisor;
        this.progress = progress;
    }

    /** Creates missing caches in the background, if the settings allow it. */
    void begin() {
        if (installation.settings().makesStartCaches()) {
            Thread.ofVirtual().name("start-caches").start(this::trainAll);
        }
    }

    private void trainAll() {
        int made = 0;
        try {
            made += train("ui", List.of(Port.CONSOLE, Port.CONSOLE_MANAGEMENT)) ? 1 : 0;
            made += train("backend", List.of(Port.API, Port.BACKEND_MANAGEMENT, Port.INTERNAL)) ? 1 : 0;
            made += train("device-gateway", List.of(Port.GATEWAY, Port.GATEWAY_EST, Port.GATEWAY_MANAGEMENT)) ? 1 : 0;
            made += train("keycloak", List.of(Port.KEYCLOAK)) ? 1 : 0;
            if (made > 0) {
                progress.say("created start-up caches, the next start is faster");
            }
        } catch (CannotContinue e) {
            progress.say("could not create start-up caches: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Creates the cache of an application.
     *
     * @param moved ports of the application, which the second instance replaces by free ones
     * @return whether this call created the cache
     */
    private boolean train(String name, List<Port> moved) throws InterruptedException {
        Settings settings = installation.settings().with(freePorts(moved));
        Installation second =
                new Installation(installation.home(), settings, installation.secrets(), installation.mode());
        StartCache cache = name.equals("keycloak")
                ? keycloak.startCache()
                : StartCache.of(installation.home(), name, installation.home().runner(name));
        if (cache.exists()) {
            return false;
        }
        cache.prepare();
        Launch launch = atLowestPriority(training(name, second, cache));
        Supervisor.Started started = supervisor.start(launch);
        started.await();
        started.finish(PATIENCE);
        return cache.accept();
    }

    private Launch training(String name, Installation second, StartCache cache) {
        Services services = Services.at(second.settings());
        Applications applications = new Applications(second, infrastructure);
        return switch (name) {
            case "keycloak" -> keycloak.training(second, rename(services.keycloak()));
            case "backend" -> recording(applications.backend(rename(services.backend())), cache);
            case "device-gateway" -> recording(applications.gateway(rename(services.gateway())), cache);
            case "ui" -> recording(applications.console(rename(services.console())), cache);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Service rename(Service service) {
        return new Service("train-" + service.name(), service.url(), service.probe());
    }

    /** Adds the JVM options that write the cache to a command, directly after the program name {@code java}. */
    private static Launch recording(Launch launch, StartCache cache) {
        List<String> command = new ArrayList<>(launch.command());
        command.addAll(1, cache.trainingOptions());
        return new Launch(launch.service(), command, launch.environment(), launch.startTimeout(), "KILL", false);
    }

    /** Returns a command that runs at the lowest priority and is killed without delay when all services stop. */
    private static Launch atLowestPriority(Launch launch) {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(launch.command());
        return new Launch(launch.service(), command, launch.environment(), PATIENCE, "KILL", false);
    }

    private static Map<String, String> freePorts(List<Port> ports) {
        Map<String, String> variables = new HashMap<>();
        for (Port port : ports) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                variables.put(port.variable(), Integer.toString(socket.getLocalPort()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return variables;
    }
}
