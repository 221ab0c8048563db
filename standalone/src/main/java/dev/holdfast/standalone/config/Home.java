package dev.holdfast.standalone.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folders of an installation. Everything that Holdfast generates lies under {@code directory}, except what many
 * installations can share, which lies under {@code cache}.
 *
 * @param project the checkout, where the built jars are
 * @param directory {@code .holdfast} or what {@code HOLDFAST_HOME} says
 * @param cache unpacked PostgreSQL and Keycloak, and start-up caches; {@code HOLDFAST_CACHE}
 */
public record Home(Path project, Path directory, Path cache) {
    /** Makes every path absolute. */
    public Home {
        project = project.toAbsolutePath().normalize();
        directory = directory.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
    }

    /**
     * The installation that the environment names.
     *
     * @param project the checkout
     * @param environment environment variables
     */
    public static Home of(Path project, Map<String, String> environment) {
        Path standard = project.resolve(".holdfast");
        Path directory = Path.of(environment.getOrDefault("HOLDFAST_HOME", standard.toString()));
        Path cache = Path.of(environment.getOrDefault(
                "HOLDFAST_CACHE", standard.resolve("cache").toString()));
        return new Home(project, directory, cache);
    }

    /** What people may edit: {@code holdfast.properties}. */
    public Path settingsFile() {
        return directory.resolve("holdfast.properties");
    }

    /** Passwords and client secrets, readable by the owner alone. */
    public Path secretsFile() {
        return directory.resolve("secrets.properties");
    }

    /** What kind of installation this is. */
    public Path installationFile() {
        return directory.resolve("installation.properties");
    }

    /** Keys and certificates of the infrastructure, the backend's key stores, manufacturers' public keys. */
    public Path keys() {
        return directory.resolve("keys");
    }

    /** Public keys of the silicon manufacturers that this installation trusts: {@code <manufacturer>.pem}, {@code <manufacturer>-os.pem}. */
    public Path manufacturers() {
        return directory.resolve("manufacturers");
    }

    /** The simulated silicon manufacturer's private side and the simulated chips; demo installations only. */
    public Path simulation() {
        return directory.resolve("simulation");
    }

    /** PostgreSQL's data. */
    public Path database() {
        return directory.resolve("postgres");
    }

    /** Pid files and the supervisor's lock. */
    public Path run() {
        return directory.resolve("run");
    }

    /** Environment files, one a service, for running a service by hand. */
    public Path environments() {
        return directory.resolve("env");
    }

    /**
     * Where a service writes.
     *
     * @param service its name
     */
    public Path log(String service) {
        return directory.resolve("logs").resolve(service + ".log");
    }

    /**
     * A module's runnable jar.
     *
     * @param module folder of the module
     */
    public Path runner(String module) {
        return project.resolve(module).resolve("target").resolve("holdfast-" + module + "-0.1.0-SNAPSHOT-runner.jar");
    }
}
