package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.Infrastructure;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.Mode;
import dev.holdfast.standalone.install.PrivateFile;
import dev.holdfast.standalone.install.Secrets;
import dev.holdfast.standalone.install.ServerTls;
import dev.holdfast.standalone.process.Launch;
import dev.holdfast.standalone.process.Service;
import dev.holdfast.standalone.process.StartCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Commands that start backend, gateway and console. */
final class Applications {
    /** Time limit for the start of an application. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String STEP_UP_MAX_AGE = "step.up.max.age";
    private static final int DEFAULT_STEP_UP_SECONDS = 900;

    private final Installation installation;
    private final Infrastructure infrastructure;

    /**
     * @param installation settings and secrets of the three applications
     * @param infrastructure TLS certificates of gateway and backend
     */
    Applications(Installation installation, Infrastructure infrastructure) {
        this.installation = installation;
        this.infrastructure = infrastructure;
    }

    Launch backend(Service service) {
        Settings settings = installation.settings();
        Secrets secrets = installation.secrets();
        Home home = installation.home();
        Map<String, String> environment = new TreeMap<>();
        environment.put("HOLDFAST_API_HOST", settings.host(Port.API));
        environment.put("HOLDFAST_INTERNAL_HOST", settings.host(Port.INTERNAL));
        environment.put("HOLDFAST_BACKEND_MANAGEMENT_HOST", settings.host(Port.BACKEND_MANAGEMENT));
        environment.put("HOLDFAST_API_PORT", port(Port.API));
        environment.put("HOLDFAST_BACKEND_MANAGEMENT_PORT", port(Port.BACKEND_MANAGEMENT));
        environment.put("HOLDFAST_INTERNAL_PORT", port(Port.INTERNAL));
        environment.put("HOLDFAST_INTERNAL_CERT", certificate(Infrastructure.BACKEND_SERVER));
        environment.put("HOLDFAST_INTERNAL_KEY", key(Infrastructure.BACKEND_SERVER));
        environment.put("HOLDFAST_INFRA_CA", certificate(Infrastructure.AUTHORITY));
        environment.put("HOLDFAST_DB_HOST", "localhost");
        environment.put("HOLDFAST_DB_PORT", port(Port.DATABASE));
        environment.put("HOLDFAST_DB_NAME", "holdfast");
        environment.put("HOLDFAST_DB_OWNER_PASSWORD", secrets.machine("db.owner.password"));
        environment.put("HOLDFAST_DB_APP_PASSWORD", secrets.machine("db.app.password"));
        environment.put("HOLDFAST_DISK_PATH", home.database().toString());
        environment.put("HOLDFAST_DISK_MIN_FREE", settings.number("disk.min.free.mib") + "M");
        environment.put(
                "HOLDFAST_KEYS_DIR",
                PrivateFile.folder(home.keys().resolve("backend")).toString());
        environment.put("HOLDFAST_KEYS_PASSPHRASE", secrets.machine("backend.keys.passphrase"));
        environment.put(
                "HOLDFAST_MANUFACTURERS_DIR",
                PrivateFile.folder(home.manufacturers()).toString());
        environment.put("HOLDFAST_OIDC_URL", settings.issuer().toString());
        environment.put("HOLDFAST_CONSOLE_PROXY_SECRET", secrets.machine("console.proxy.secret"));
        environment.put("HOLDFAST_PEOPLE_CLIENT_SECRET", secrets.machine("people.client.secret"));
        int maxAge = stepUpMaxAge();
        if (maxAge > 0) {
            environment.put("HOLDFAST_STEP_UP_MAX_AGE", Integer.toString(maxAge));
            environment.put("HOLDFAST_STEP_UP_ACR", "confirmed");
            // The demo seed signs in by password and never refreshes its tokens. The time when such a token was issued
            // is therefore the time of the sign-in.
            environment.put("HOLDFAST_STEP_UP_ISSUE_COUNTS", Boolean.toString(installation.mode() == Mode.DEMO));
        }
        if (installation.mode() == Mode.DEMO) {
            // In a benchmark, a few devices attest as often as thousands of real devices.
            environment.put("HOLDFAST_ATTESTATIONS_PER_DEVICE_AND_HOUR", "1000000");
        }
        environment.putAll(ServerTls.quarkus(settings, Port.API));
        // Keycloak starts at the same time. The backend waits up to two minutes for Keycloak instead of exiting.
        environment.put("QUARKUS_OIDC_CONNECTION_DELAY", "120S");
        return launch(service, "backend", "backend", environment);
    }

    Launch gateway(Service service) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("HOLDFAST_GATEWAY_HOST", installation.settings().host(Port.GATEWAY));
        environment.put("HOLDFAST_GATEWAY_EST_HOST", installation.settings().host(Port.GATEWAY_EST));
        environment.put(
                "HOLDFAST_GATEWAY_MANAGEMENT_HOST", installation.settings().host(Port.GATEWAY_MANAGEMENT));
        environment.put("HOLDFAST_GATEWAY_PORT", port(Port.GATEWAY));
        environment.put("HOLDFAST_GATEWAY_EST_PORT", port(Port.GATEWAY_EST));
        environment.put("HOLDFAST_GATEWAY_MANAGEMENT_PORT", port(Port.GATEWAY_MANAGEMENT));
        environment.put("HOLDFAST_GATEWAY_CERT", certificate(Infrastructure.GATEWAY_SERVER));
        environment.put("HOLDFAST_GATEWAY_KEY", key(Infrastructure.GATEWAY_SERVER));
        environment.put("HOLDFAST_GATEWAY_CLIENT_CERT", certificate(Infrastructure.GATEWAY_CLIENT));
        environment.put("HOLDFAST_GATEWAY_CLIENT_KEY", key(Infrastructure.GATEWAY_CLIENT));
        environment.put("HOLDFAST_INFRA_CA", certificate(Infrastructure.AUTHORITY));
        environment.put("HOLDFAST_INTERNAL_URL", "https://localhost:" + port(Port.INTERNAL));
        if (installation.mode() == Mode.DEMO) {
            // The whole simulated fleet has one IP address. In a benchmark, a few devices send as many requests as
            // thousands of real devices.
            environment.put("HOLDFAST_GATEWAY_CONNECTIONS_PER_ADDRESS", "20000");
            environment.put("HOLDFAST_GATEWAY_HANDSHAKES_PER_ADDRESS", "100000");
            environment.put("HOLDFAST_GATEWAY_REQUESTS_PER_DEVICE", "10000");
            environment.put("HOLDFAST_GATEWAY_REQUESTS_PER_CATALOG", "1000000");
            environment.put("HOLDFAST_CHIPS_CHECKS_PER_ADDRESS", "30000");
        }
        return launch(service, "device-gateway", "gateway", environment);
    }

    Launch console(Service service) {
        Settings settings = installation.settings();
        Map<String, String> environment = new TreeMap<>();
        environment.put("HOLDFAST_CONSOLE_HOST", settings.host(Port.CONSOLE));
        environment.put("HOLDFAST_CONSOLE_PORT", port(Port.CONSOLE));
        environment.put("HOLDFAST_CONSOLE_MANAGEMENT_HOST", settings.host(Port.CONSOLE_MANAGEMENT));
        environment.put("HOLDFAST_CONSOLE_MANAGEMENT_PORT", port(Port.CONSOLE_MANAGEMENT));
        if (!installation.home().isStandard()) {
            environment.put("HOLDFAST_HOME", installation.home().directory().toString());
        }
        environment.putAll(ServerTls.quarkus(settings, Port.CONSOLE));
        environment.put("HOLDFAST_API_URL", settings.http(Port.API, "").toString());
        environment.put("HOLDFAST_OIDC_URL", settings.issuer().toString());
        environment.put("HOLDFAST_CONSOLE_CLIENT_SECRET", installation.secrets().machine("console.client.secret"));
        environment.put("HOLDFAST_CONSOLE_PROXY_SECRET", installation.secrets().machine("console.proxy.secret"));
        environment.put("HOLDFAST_CONSOLE_TOKEN_SECRET", installation.secrets().machine("console.token.secret"));
        environment.put("QUARKUS_OIDC_CONNECTION_DELAY", "120S");
        return launch(service, "ui", "console", environment);
    }

    /** Returns the maximum age of a sign-in for dangerous operations in seconds; 0 if any age will do. */
    private int stepUpMaxAge() {
        Settings settings = installation.settings();
        if (settings.text(STEP_UP_MAX_AGE).isEmpty()) {
            return installation.mode() == Mode.DEMO ? 0 : DEFAULT_STEP_UP_SECONDS;
        }
        return settings.number(STEP_UP_MAX_AGE);
    }

    private Launch launch(Service service, String module, String options, Map<String, String> environment) {
        Path jar = installation.home().runner(module);
        if (!Files.exists(jar)) {
            throw new CannotContinue("The build lacks %s. Run ./mvnw package.".formatted(jar));
        }
        environment.put("HOLDFAST_LOG_JSON", installation.settings().text("log.json"));
        environment.put(
                "HOLDFAST_ALLOW_PLAIN_HTTP",
                Boolean.toString(installation.settings().allowsPlainHttp()));
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(installation.settings().javaOptions(options));
        command.addAll(ServerTls.trustOptions(installation.home(), installation.settings()));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(StartCache.of(installation.home(), module, jar).options());
        command.addAll(List.of("-jar", jar.toString()));
        return new Launch(service, command, environment, PATIENCE, "TERM", true);
    }

    /** Returns the java program of this JVM. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private String port(Port port) {
        return Integer.toString(installation.settings().port(port));
    }

    private String certificate(String name) {
        return infrastructure.certificate(name).toString();
    }

    private String key(String name) {
        return infrastructure.key(name).toString();
    }
}
