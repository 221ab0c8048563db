package dev.holdfast.standalone.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Settings of an installation. Environment variables ({@code HOLDFAST_CONSOLE_PORT}) override {@code
 * .holdfast/holdfast.properties} ({@code console.port}), which overrides the defaults.
 *
 * <p>Uses only the JDK, see {@code BeforeBuild}.
 */
public final class Settings {
    private static final String LOCALHOST = "localhost";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String JAVA_OPTIONS = ".java.options";

    private final Properties defaults;
    private final Properties chosen;
    private final Map<String, String> environment;
    private final Optional<Tls> tls;

    private Settings(Properties defaults, Properties chosen, Map<String, String> environment) {
        this.defaults = defaults;
        this.chosen = chosen;
        this.environment = Map.copyOf(environment);
        this.tls = Tls.of(this);
        Listeners.check(this);
    }

    /**
     * Loads the settings of an installation.
     *
     * @throws CannotContinue if a key is unknown, a port is invalid or used twice, or an address is unknown or exposes plain HTTP
     */
    public static Settings load(Home home, Map<String, String> environment) {
        Properties defaults = defaults();
        try {
            Properties chosen = SettingsFile.read(home.settingsFile());
            checkKeys(chosen, defaults, home.settingsFile());
            return new Settings(defaults, chosen, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the settings that {@link #variables} returned in another process. Reads no {@code holdfast.properties}. */
    public static Settings of(Map<String, String> variables) {
        return new Settings(defaults(), new Properties(), variables);
    }

    private static Properties defaults() {
        Properties defaults = new Properties();
        try (InputStream resource = Settings.class.getResourceAsStream("/holdfast-defaults.properties")) {
            defaults.load(Objects.requireNonNull(resource, "defaults"));
            return defaults;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Refuses environment variables that look like settings of Holdfast but are unknown.
     *
     * @throws CannotContinue with the most similar known variable
     */
    public void checkVariables() {
        Variables.check(environment.keySet(), defaults.stringPropertyNames());
    }

    /**
     * Saves the settings that environment variables change to {@code holdfast.properties}. Commands in other shells then use them, too. The
     * permission for plain HTTP and options of JVMs are not saved: they apply to one start.
     *
     * @return the saved settings with their values, empty if the file and the defaults already have them
     */
    public Map<String, String> remember(Home home) {
        Map<String, String> changes = new TreeMap<>();
        for (String key : defaults.stringPropertyNames()) {
            String standard = chosen.getProperty(key, defaults.getProperty(key));
            if (!text(key).equals(standard.trim()) && !isForOneStart(key)) {
                changes.put(key, text(key));
            }
        }
        if (!changes.isEmpty()) {
            SettingsFile.write(home.settingsFile(), changes);
        }
        return changes;
    }

    private static boolean isForOneStart(String key) {
        return key.equals(Listeners.ALLOW_PLAIN_HTTP) || key.endsWith(JAVA_OPTIONS);
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
     * Returns the value of a numeric setting, 0 to 999,999,999.
     *
     * @throws CannotContinue if the value is not such a whole number
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

    /** Returns whether ports without TLS may be on addresses that other machines reach. */
    public boolean allowsPlainHttp() {
        return Boolean.parseBoolean(text(Listeners.ALLOW_PLAIN_HTTP));
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
        return List.of(text(service + JAVA_OPTIONS).split("\\s+"));
    }

    /** Returns the name or IP address that a port listens on, as text from the settings. */
    public String host(Port port) {
        return port.hostKey().map(this::text).orElse(LOOPBACK);
    }

    /** Returns the IP address that a port listens on. */
    public InetAddress address(Port port) {
        try {
            return InetAddress.getByName(host(port));
        } catch (UnknownHostException e) {
            throw new CannotContinue(
                    "%s is '%s', but must be an IP address of this machine."
                            .formatted(port.hostKey().orElse(""), host(port)),
                    e);
        }
    }

    /** Returns the names and IP addresses of the gateway's certificate: localhost, 127.0.0.1, the bound addresses, {@code gateway.names}. */
    public List<String> gatewayNames() {
        Set<String> names = new LinkedHashSet<>(List.of(LOCALHOST, LOOPBACK));
        for (Port port : Listeners.FOR_DEVICES) {
            if (!address(port).isAnyLocalAddress()) {
                names.add(host(port));
            }
        }
        names.addAll(words(text("gateway.names")));
        return List.copyOf(names);
    }

    /** Returns all settings as environment variables, for another process. */
    public Map<String, String> variables() {
        return defaults.stringPropertyNames().stream().collect(Collectors.toMap(Port::variable, this::text));
    }

    public int port(Port port) {
        return number(port.key());
    }

    /** Returns the certificate of console, operator API and Keycloak; empty if they use plain HTTP. */
    public Optional<Tls> tls() {
        return tls;
    }

    /** Returns whether connections to a port are encrypted. */
    boolean hasTls(Port port) {
        return port.hasTls() || (tls.isPresent() && Tls.isFor(port));
    }

    /**
     * Returns the URL of a port for HTTP. With {@link #tls}, the URLs of console, operator API and Keycloak use HTTPS and the name of the
     * certificate. The path starts with a slash or is empty.
     */
    public URI http(Port port, String path) {
        return tls.filter(_ -> Tls.isFor(port))
                .map(found -> url("https", found.name(), port, path))
                .orElseGet(() -> url("http", reachable(port), port, path));
    }

    /** Returns an HTTPS URL that reaches the port from this machine. The path starts with a slash or is empty. */
    public URI https(Port port, String path) {
        return url("https", reachable(port), port, path);
    }

    private URI url(String scheme, String host, Port port, String path) {
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return URI.create(scheme + "://" + bracketed + ":" + port(port) + path);
    }

    /** Returns the issuer of the operators' access tokens. */
    public URI issuer() {
        return http(Port.KEYCLOAK, "/realms/holdfast");
    }

    private static void checkKeys(Properties chosen, Properties defaults, Path file) {
        String unknown = chosen.stringPropertyNames().stream()
                .filter(key -> !defaults.containsKey(key))
                .sorted()
                .map(key -> "Unknown setting '%s' in %s. %s"
                        .formatted(key, file, Variables.advice(key, defaults.stringPropertyNames())))
                .collect(Collectors.joining("\n"));
        if (!unknown.isEmpty()) {
            throw new CannotContinue(unknown);
        }
    }

    /** Returns the host name of URLs: localhost if the port listens on 127.0.0.1 or all addresses, otherwise its address. */
    private String reachable(Port port) {
        String host = host(port);
        if (host.equals(LOOPBACK) || address(port).isAnyLocalAddress()) {
            return LOCALHOST;
        }
        return host;
    }

    static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("[\\s,]+", -1));
    }
}
