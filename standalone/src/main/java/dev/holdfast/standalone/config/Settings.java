package dev.holdfast.standalone.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an installation. Environment variables ({@code HOLDFAST_CONSOLE_PORT}) override {@code
 * .holdfast/holdfast.properties} ({@code console.port}), which overrides the defaults.
 */
public final class Settings {
    private static final String LOCALHOST = "localhost";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ALLOW_PLAIN_HTTP = "allow.plain.http";
    /** Ports with the gateway's certificate. */
    private static final List<Port> FOR_DEVICES = List.of(Port.GATEWAY, Port.GATEWAY_EST);

    private static final Pattern DNS_NAME = Pattern.compile(
            "(?=.{1,253}$)(?!.*\\.\\d+$)(?!\\d+$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    private final Properties defaults;
    private final Properties chosen;
    private final Map<String, String> environment;

    private Settings(Properties defaults, Properties chosen, Map<String, String> environment) {
        this.defaults = defaults;
        this.chosen = chosen;
        this.environment = Map.copyOf(environment);
        checkKeys();
        checkPorts();
        for (Port port : Port.values()) {
            checkAddress(port);
        }
        checkGatewayNames();
    }

    /**
     * Loads the settings of an installation.
     *
     * @throws CannotContinue if a key is unknown, a port is invalid or used twice, or an address is unknown or exposes plain HTTP
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
        return Boolean.parseBoolean(text(ALLOW_PLAIN_HTTP));
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

    /** Returns the name or IP address that a port listens on, as text from the settings. */
    public String host(Port port) {
        String key = port.hostKey();
        return key == null ? LOOPBACK : text(key);
    }

    /** Returns the IP address that a port listens on. */
    public InetAddress address(Port port) {
        try {
            return InetAddress.getByName(host(port));
        } catch (UnknownHostException e) {
            throw new CannotContinue(
                    "%s is '%s', but must be an IP address of this machine.".formatted(port.hostKey(), host(port)), e);
        }
    }

    /** Returns the names and IP addresses of the gateway's certificate: localhost, 127.0.0.1, the bound addresses, {@code gateway.names}. */
    public List<String> gatewayNames() {
        Set<String> names = new LinkedHashSet<>(List.of(LOCALHOST, LOOPBACK));
        for (Port port : FOR_DEVICES) {
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

    /** Returns an HTTP URL that reaches the port from this machine. The path starts with a slash or is empty. */
    public URI http(Port port, String path) {
        return URI.create("http://" + reachable(port) + ":" + port(port) + path);
    }

    /** Returns an HTTPS URL that reaches the port from this machine. The path starts with a slash or is empty. */
    public URI https(Port port, String path) {
        return URI.create("https://" + reachable(port) + ":" + port(port) + path);
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

    /** Returns the host name of URLs: localhost if the port listens on 127.0.0.1 or all addresses, otherwise its address. */
    private String reachable(Port port) {
        String host = host(port);
        if (host.equals(LOOPBACK) || address(port).isAnyLocalAddress()) {
            return LOCALHOST;
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private void checkAddress(Port port) {
        if (host(port).isEmpty()) {
            throw new CannotContinue(
                    "%s is empty. Use 127.0.0.1, or another address of this machine.".formatted(port.hostKey()));
        }
        if (!address(port).isLoopbackAddress() && !port.hasTls() && !allowsPlainHttp()) {
            throw new CannotContinue(
                    "%s is %s, but %s has no TLS. Keep 127.0.0.1 and put a proxy with TLS in front. To allow plain HTTP on this address, set %s = true (%s)."
                            .formatted(
                                    port.hostKey(),
                                    host(port),
                                    port.purpose(),
                                    ALLOW_PLAIN_HTTP,
                                    Port.variable(ALLOW_PLAIN_HTTP)));
        }
    }

    private void checkGatewayNames() {
        List<String> names = words(text("gateway.names"));
        for (String name : names) {
            if (!DNS_NAME.matcher(name).matches() && !IPAddress.isValid(name)) {
                throw new CannotContinue(
                        "gateway.names has '%s', which is neither a DNS name nor an IP address.".formatted(name));
            }
        }
        for (Port port : FOR_DEVICES) {
            if (names.isEmpty() && address(port).isAnyLocalAddress()) {
                throw new CannotContinue(
                        "%s is %s, but gateway.names is empty. Set gateway.names to the names or addresses that devices use, separated by blanks. They become part of the gateway's certificate."
                                .formatted(port.hostKey(), host(port)));
            }
        }
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("[\\s,]+", -1));
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
