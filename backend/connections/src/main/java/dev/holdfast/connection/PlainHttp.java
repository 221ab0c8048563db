package dev.holdfast.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Checks that other machines cannot reach ports without TLS. */
public final class PlainHttp {
    private static final String ALLOWED = "holdfast.allow-plain-http";
    private static final List<String> MANAGEMENT_TLS = List.of(
            "quarkus.management.tls-configuration-name",
            "quarkus.management.ssl.certificate.files",
            "quarkus.management.ssl.certificate.key-store-file");

    private PlainHttp() {}

    /**
     * Checks the main port of a Quarkus program.
     *
     * @param variable environment variable of the address, for the error message
     * @throws IllegalStateException if the port has no TLS and its address is not a loopback address
     */
    public static void checkMain(Config config, String variable) {
        if (!"disabled".equals(text(config, "quarkus.http.insecure-requests"))) {
            check(config, "quarkus.http.host", variable);
        }
    }

    /** Checks the management port, like {@link #checkMain}. */
    public static void checkManagement(Config config, String variable) {
        if (MANAGEMENT_TLS.stream().allMatch(name -> text(config, name).isEmpty())) {
            check(config, "quarkus.management.host", variable);
        }
    }

    private static void check(Config config, String property, String variable) {
        String host = config.getValue(property, String.class);
        if (!isLoopback(host, variable)
                && !config.getOptionalValue(ALLOWED, Boolean.class).orElse(false)) {
            throw new IllegalStateException(
                    "%s is %s, but this port has no TLS. Keep 127.0.0.1 and put a proxy with TLS in front. To allow plain HTTP on this address, set HOLDFAST_ALLOW_PLAIN_HTTP=true."
                            .formatted(variable, host));
        }
    }

    private static boolean isLoopback(String host, String variable) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(
                    "%s is %s, but must be an IP address of this machine.".formatted(variable, host), e);
        }
    }

    private static String text(Config config, String name) {
        return config.getOptionalValue(name, String.class).orElse("");
    }
}
