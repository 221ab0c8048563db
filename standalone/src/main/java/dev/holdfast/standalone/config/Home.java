package dev.holdfast.standalone.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folders of an installation. All generated files are in {@code directory}, except those in {@code cache}, which
 * installations can share.
 *
 * @param project the checkout, with the built jars
 * @param directory {@code HOLDFAST_HOME}, by default {@code .holdfast}
 * @param cache {@code HOLDFAST_CACHE}: unpacked PostgreSQL and Keycloak, start-up caches
 */
public record Home(Path project, Path directory, Path cache) {
    /** Makes every path absolute. */
    public Home {
        project = project.toAbsolutePath().normalize();
        directory = directory.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
    }

    /** Returns the folders that the environment variables select. */
    public static Home of(Path project, Map<String, String> environment) {
        Path standard = project.resolve(".holdfast");
        Path directory = Path.of(environment.getOrDefault("HOLDFAST_HOME", standard.toString()));
        Path cache = Path.of(environment.getOrDefault(
                "HOLDFAST_CACHE", standard.resolve("cache").toString()));
        return new Home(project, directory, cache);
    }

    /** Returns the shell command that runs {@code ./holdfast} on this installation, such as {@code ./holdfast down}. */
    public String command(String arguments) {
        String command = "./holdfast " + arguments;
        return isStandard()
                ? command
                : "HOLDFAST_HOME='%s' %s".formatted(directory.toString().replace("'", "'\\''"), command);
    }

    /** Returns whether the folder is the one that commands use without {@code HOLDFAST_HOME}. */
    public boolean isStandard() {
        return directory.equals(project.resolve(".holdfast"));
    }

    /** Settings that people edit, and that {@code up} remembers: {@code holdfast.properties}. */
    public Path settingsFile() {
        return directory.resolve("holdfast.properties");
    }

    /** Passwords and client secrets, with mode 0600. */
    public Path secretsFile() {
        return directory.resolve("secrets.properties");
    }

    /** Mode of the installation, and completed steps of its setup. */
    public Path installationFile() {
        return directory.resolve("installation.properties");
    }

    /** Keys and certificates of the infrastructure, and the backend's key stores. */
    public Path keys() {
        return directory.resolve("keys");
    }

    /** Public keys of the silicon manufacturers that this installation trusts: {@code <manufacturer>.pem}, {@code <manufacturer>-os.pem}. */
    public Path manufacturers() {
        return directory.resolve("manufacturers");
    }

    /** Private keys of the simulated manufacturer, and the simulated chips. */
    public Path simulation() {
        return directory.resolve("simulation");
    }

    /** Data folder of PostgreSQL. */
    public Path database() {
        return directory.resolve("postgres");
    }

    /** PID files and the supervisor's lock. */
    public Path run() {
        return directory.resolve("run");
    }

    /** Environment variables of each service, to run the service by hand. */
    public Path environments() {
        return directory.resolve("env");
    }

    /** Log of the service with this name. */
    public Path log(String service) {
        return directory.resolve("logs").resolve(service + ".log");
    }

    /** Runnable jar of the module in this folder. */
    public Path runner(String module) {
        return project.resolve(module).resolve("target").resolve("holdfast-" + module + "-0.1.0-SNAPSHOT-runner.jar");
    }
}
