package dev.holdfast.standalone.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an installation. Environment variables ({@code HOLDFAST_CONSOLE_PORT}) override {@code
 * .holdfast/holdfast.properties} ({@code console.port}), which overrides the defaults.
 */
public final class Settings {
    private final Properties defaults;
    private final Properties chosen;
    private final Map<String, String> environment;

    private Settings(Properties defaults, Properties chosen, Map<String, String> environment) {
        this.defaults = defaults;
        this.chosen = chosen;
        this.environment = Map.copyOf(environment);
        checkKeys();
        checkPorts();
    }

    /**
     * Loads the settings of an installation.
     *
     * @throws CannotContinue if a key is unknown, or a port is invalid or used twice
     */
    public static Settings load(Home home, Map<String, String> environment) {
        Properties defaults = new Properties();
        Properties chosen = new Properties();
        try (InputStream resource = Settings.class.getResourceAsStream("/holdfast-defaults.properties")) {
            defaults.load(Objects.requireNonNull(resource, "defaults"));
            if (Files.exists(home.settingsFile())) {
                try (Reader file = Files.newBufferedReader(home.settingsFile(), StandardCharsets.UTF_8)) {
                    chosen.load(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Settings(defaults, chosen, environment);
    }

    /** Returns the value of a setting. */
    public String text(String key) {
        String standard = defaults.getProperty(key);
        if (standard == null) {
            throw new IllegalArgumentException("No such setting: " + key);
        }
        return environment
                .getOrDefault(Port.variable(key), chosen.getProperty(key, standard))
                .trim();
    }

    /**
     * Returns the value of a numeric setting, not negative.
     *
     * @throws CannotContinue if the value is not such a number
     */
    public int number(String key) {
        String text = text(key);
        if (!text.matches("\\d{1,9}")) {
            throw new CannotContinue(
                    "%s is '%s', but must be a whole number. Correct %s or the environment variable %s."
                            .formatted(key, text, "holdfast.properties", Port.variable(key)));
        }
        return Integer.parseInt(text);
    }

    /**
     * Returns a copy with some settings changed.
     *
     * @param variables environment variables that override all other sources
     */
    public Settings with(Map<String, String> variables) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.putAll(variables);
        return new Settings(defaults, chosen, changed);
    }

    /** Returns whether start-up caches are created. Existing caches are always used. */
    public boolean makesStartCaches() {
        return Boolean.parseBoolean(text("start.caches"));
    }

    /**
     * Returns the JVM options of a service, split at blanks.
     *
     * @param service {@code backend}, {@code gateway}, {@code console}, {@code keycloak} or {@code fleet}
     */
    public List<String> javaOptions(String service) {
        return List.of(text(service + ".java.options").split("\\s+"));
    }

    /** Returns the address that all services listen on. */
    public String host() {
        return text("host");
    }

    public int port(Port port) {
        return number(port.key());
    }

    /** Returns an HTTP address on localhost. The path starts with a slash or is empty. */
    public URI http(Port port, String path) {
        return URI.create("http://localhost:" + port(port) + path);
    }

    /** Returns the issuer of the operators' access tokens. */
    public URI issuer() {
        return http(Port.KEYCLOAK, "/realms/holdfast");
    }

    private void checkKeys() {
        for (String key : chosen.stringPropertyNames()) {
            if (!defaults.containsKey(key)) {
                throw new CannotContinue("Unknown setting '%s' in holdfast.properties. Settings: %s."
                        .formatted(
                                key,
                                String.join(
                                        ", ",
                                        defaults.stringPropertyNames().stream()
                                                .sorted()
                                                .toList())));
            }
        }
    }

    private void checkPorts() {
        Map<Port, Integer> seen = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            int number = port(port);
            if (number < 1 || number > 65_535) {
                throw new CannotContinue("%s is %d, but a port must be from 1 to 65535. Change it with %s."
                        .formatted(port.key(), number, port.variable()));
            }
            @Nullable Port other = owner(seen, number);
            if (other != null) {
                throw new CannotContinue("%s and %s are both %d. Change one with %s or %s."
                        .formatted(other.key(), port.key(), number, other.variable(), port.variable()));
            }
            seen.put(port, number);
        }
    }

    private static @Nullable Port owner(Map<Port, Integer> seen, int number) {
        for (Map.Entry<Port, Integer> entry : seen.entrySet()) {
            if (entry.getValue() == number) {
                return entry.getKey();
            }
        }
        return null;
    }
}
