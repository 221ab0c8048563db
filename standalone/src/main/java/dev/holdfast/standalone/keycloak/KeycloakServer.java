package dev.holdfast.standalone.keycloak;

import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import dev.holdfast.standalone.install.Installation;
import dev.holdfast.standalone.install.ServerTls;
import dev.holdfast.standalone.process.Launch;
import dev.holdfast.standalone.process.Service;
import dev.holdfast.standalone.process.StartCache;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keycloak's process and the realm of an installation. */
public final class KeycloakServer {
    /** JVM options that Keycloak's start script {@code kc.sh} sets. */
    private static final List<String> OPTIONS = List.of(
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
            "-XX:MetaspaceSize=96M",
            "-XX:MaxMetaspaceSize=256m",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.security.egd=file:/dev/urandom",
            "-XX:+UseG1GC",
            "-Djdk.tls.rejectClientInitiatedRenegotiation=true",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Dpicocli.disable.closures=true",
            "-Dquarkus-log-max-startup-records=10000");

    private final Installation installation;
    private final Path distribution;

    private KeycloakServer(Installation installation, Path distribution) {
        this.installation = installation;
        this.distribution = distribution;
    }

    /**
     * Unpacks and builds Keycloak on the first call.
     *
     * @param progress receives a line before each slow step
     */
    public static KeycloakServer prepare(Installation installation, Consumer<String> progress) {
        return new KeycloakServer(installation, KeycloakDistribution.prepare(installation.home(), progress));
    }

    /** Returns the URL of the health check: the master realm, which always exists. It returns 200 when Keycloak is ready. */
    public static URI health(Settings settings) {
        return settings.http(Port.KEYCLOAK, "/realms/master");
    }

    /**
     * Returns the command that starts the server with the embedded PostgreSQL.
     *
     * @param service name and probe of the service
     */
    public Launch launch(Service service) {
        return launch(installation, service, startCache().options());
    }

    /**
     * Returns the command that starts a second server, which writes the start-up cache when it ends.
     *
     * @param second the installation with the second server's port
     * @param service name and probe of the service
     */
    public Launch training(Installation second, Service service) {
        return launch(second, service, startCache().trainingOptions());
    }

    /** Returns the start-up cache of this build of Keycloak. */
    public StartCache startCache() {
        return StartCache.of(
                installation.home(), "keycloak", distribution.resolve("lib/quarkus/quarkus-application.dat"));
    }

    private Launch launch(Installation installation, Service service, List<String> options) {
        Settings settings = installation.settings();
        Map<String, String> environment = new HashMap<>();
        environment.put("KC_DB_URL", "jdbc:postgresql://localhost:%d/keycloak".formatted(settings.port(Port.DATABASE)));
        environment.put("KC_DB_USERNAME", "keycloak");
        environment.put("KC_DB_PASSWORD", installation.secrets().machine("db.keycloak.password"));
        environment.put("KC_DB_POOL_MIN_SIZE", "1");
        environment.put("KC_DB_POOL_MAX_SIZE", "20");
        // Without this, sign-ins fail after a restart of PostgreSQL, once for each connection that it closed.
        environment.put("QUARKUS_DATASOURCE_JDBC_VALIDATE_ON_BORROW", "true");
        // A single instance needs no listener for a cluster.
        environment.put("KC_CACHE", "local");
        environment.putAll(ServerTls.keycloak(settings));
        environment.put("KC_HTTP_HOST", settings.host(Port.KEYCLOAK));
        environment.put("KC_HOSTNAME", settings.http(Port.KEYCLOAK, "").toString());
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakAdmin.USER);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", installation.secrets().machine("keycloak.admin.password"));
        return new Launch(service, command(settings, options), environment, Duration.ofMinutes(3), "TERM", true);
    }

    /**
     * Returns the command that {@code bin/kc.sh start --optimized} runs. The script itself is not used: a killed script would leave the
     * server running and its port in use.
     */
    private List<String> command(Settings settings, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(settings.javaOptions("keycloak"));
        command.addAll(options);
        command.add("-Dkc.home.dir=" + distribution);
        command.add("-Djboss.server.config.dir=" + distribution.resolve("conf"));
        command.add("-cp");
        command.add(distribution.resolve("lib/quarkus-run.jar").toString());
        command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        command.addAll(List.of("start", "--optimized"));
        return command;
    }

    /**
     * Creates the realm, or updates its addresses after a port changed. Needs a running server.
     *
     * @param owner receives the owner's first password when the realm of an empty installation is created
     */
    public void ensureRealm(Consumer<String> owner) {
        KeycloakAdmin admin = new KeycloakAdmin(installation);
        if (admin.hasRealm()) {
            admin.alignConsole();
        } else {
            Realm realm = new Realm(installation);
            admin.createRealm(realm.render());
            realm.ownerPassword().ifPresent(owner);
        }
        admin.requirePasswordForDeviceCodes();
    }

    /** Returns whether an earlier start of this installation has created the realm. */
    public boolean realmIsKnown() {
        return installation.noted(KeycloakAdmin.REALM_MADE) != null;
    }
}
