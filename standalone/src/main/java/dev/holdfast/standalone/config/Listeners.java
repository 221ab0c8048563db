package dev.holdfast.standalone.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks ports, addresses and the gateway's names in settings. Uses only the JDK, see {@code BeforeBuild}. */
final class Listeners {
    static final String ALLOW_PLAIN_HTTP = "allow.plain.http";

    /** Ports with the gateway's certificate. */
    static final List<Port> FOR_DEVICES = List.of(Port.GATEWAY, Port.GATEWAY_EST);

    private static final Pattern DNS_NAME = Pattern.compile(
            "(?=.{1,253}$)(?!.*\\.\\d+$)(?!\\d+$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    /** Four numbers, or an IPv6 address without a zone. */
    private static final Pattern ADDRESS = Pattern.compile("\\d+(\\.\\d+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private Listeners() {}

    /**
     * Checks all settings of listeners.
     *
     * @throws CannotContinue if a check fails. The message names all ports that are used twice.
     */
    static void check(Settings settings) {
        checkPorts(settings);
        for (Port port : Port.values()) {
            checkAddress(settings, port);
        }
        checkGatewayNames(settings);
    }

    private static void checkPorts(Settings settings) {
        Map<Port, Integer> seen = new EnumMap<>(Port.class);
        List<String> conflicts = new ArrayList<>();
        for (Port port : Port.values()) {
            int number = settings.port(port);
            if (number < 1 || number > 65_535) {
                throw new CannotContinue("%s is %d, but a port must be from 1 to 65535. Change it with %s."
                        .formatted(port.key(), number, port.variable()));
            }
            seen.forEach((other, used) -> {
                if (used == number) {
                    conflicts.add("%s and %s are both %d. Change one with %s or %s."
                            .formatted(other.key(), port.key(), number, other.variable(), port.variable()));
                }
            });
            seen.put(port, number);
        }
        if (!conflicts.isEmpty()) {
            throw new CannotContinue(String.join("\n", conflicts));
        }
    }

    private static void checkAddress(Settings settings, Port port) {
        String key = port.hostKey().orElse("");
        if (settings.host(port).isEmpty()) {
            throw new CannotContinue("%s is empty. Use 127.0.0.1, or another address of this machine.".formatted(key));
        }
        if (!settings.address(port).isLoopbackAddress() && !settings.hasTls(port) && !settings.allowsPlainHttp()) {
            throw new CannotContinue(
                    "%s is %s, but %s has no TLS. %s. To allow plain HTTP on this address, set %s = true (%s)."
                            .formatted(
                                    key,
                                    settings.host(port),
                                    port.purpose(),
                                    Tls.isFor(port)
                                            ? "Set tls.certificate and tls.key (docs/operating.md)"
                                            : "Keep 127.0.0.1 and put a proxy with TLS in front",
                                    ALLOW_PLAIN_HTTP,
                                    Port.variable(ALLOW_PLAIN_HTTP)));
        }
    }

    private static void checkGatewayNames(Settings settings) {
        List<String> names = Settings.words(settings.text("gateway.names"));
        for (String name : names) {
            if (!DNS_NAME.matcher(name).matches() && !isAddress(name)) {
                throw new CannotContinue(
                        "gateway.names has '%s', which is neither a DNS name nor an IP address.".formatted(name));
            }
        }
        for (Port port : FOR_DEVICES) {
            if (names.isEmpty() && settings.address(port).isAnyLocalAddress()) {
                throw new CannotContinue(
                        "%s is %s, but gateway.names is empty. Set gateway.names to the names or addresses that devices use, separated by blanks. They become part of the gateway's certificate."
                                .formatted(port.hostKey().orElse(""), settings.host(port)));
            }
        }
    }

    private static boolean isAddress(String name) {
        if (!ADDRESS.matcher(name).matches()) {
            return false;
        }
        try {
            var _ = InetAddress.ofLiteral(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
