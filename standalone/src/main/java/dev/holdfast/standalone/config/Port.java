package dev.holdfast.standalone.config;

import java.util.Locale;
import java.util.Optional;

/**
 * A TCP port that an installation listens on. Each has the setting of its number, the setting of its address, and a description for error
 * messages.
 */
public enum Port {
    /** The console. */
    CONSOLE("console.port", "console.host", "the console"),
    /** The operator API. */
    API("api.port", "api.host", "the operator API"),
    /** Keycloak. */
    KEYCLOAK("keycloak.port", "keycloak.host", "Keycloak"),
    /** The device protocol, mutual TLS 1.3. */
    GATEWAY("gateway.port", "gateway.host", "the device gateway"),
    /** Certificate enrolment by EST (RFC 7030), mutual TLS 1.3 or 1.2. */
    GATEWAY_EST("gateway.est.port", "gateway.est.host", "EST"),
    /** The gateway's health and metrics. */
    GATEWAY_MANAGEMENT("gateway.management.port", "gateway.management.host", "the device gateway's health checks"),
    /** The backend's health and metrics. */
    BACKEND_MANAGEMENT("backend.management.port", "backend.management.host", "the backend's health checks"),
    /** The console's health and metrics. */
    CONSOLE_MANAGEMENT("console.management.port", "console.management.host", "the console's health checks"),
    /** The backend's internal device API, mutual TLS. */
    INTERNAL("internal.port", "", "the backend's internal API"),
    /** PostgreSQL. */
    DATABASE("db.port", "", "PostgreSQL");

    private final String key;
    private final String hostKey;
    private final String purpose;

    Port(String key, String hostKey, String purpose) {
        this.key = key;
        this.hostKey = hostKey;
        this.purpose = purpose;
    }

    /** Returns the setting with the port number, such as {@code console.port}. */
    public String key() {
        return key;
    }

    /** Returns the setting with the address to listen on, or empty for a port that always listens on 127.0.0.1. */
    Optional<String> hostKey() {
        return hostKey.isEmpty() ? Optional.empty() : Optional.of(hostKey);
    }

    /** Returns whether connections are encrypted. */
    boolean hasTls() {
        return this == GATEWAY || this == GATEWAY_EST || this == INTERNAL;
    }

    /** Returns the environment variable that sets this port. */
    public String variable() {
        return variable(key);
    }

    /** Returns what listens on this port, as error messages name it. */
    public String purpose() {
        return purpose;
    }

    /** Returns the environment variable of a setting: {@code HOLDFAST_CONSOLE_PORT} for {@code console.port}. */
    static String variable(String key) {
        return "HOLDFAST_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
