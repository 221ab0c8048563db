package dev.holdfast.standalone.config;

import java.util.Locale;

/** A TCP port that an installation listens on. */
public enum Port {
    /** The console. */
    CONSOLE("console.port", "the console"),
    /** The operator API. */
    API("api.port", "the operator API"),
    /** Keycloak. */
    KEYCLOAK("keycloak.port", "Keycloak"),
    /** The device protocol, mutual TLS. */
    GATEWAY("gateway.port", "the device gateway"),
    /** EST, mutual TLS 1.3 or 1.2. */
    GATEWAY_EST("gateway.est.port", "EST"),
    /** The gateway's health and metrics. */
    GATEWAY_MANAGEMENT("gateway.management.port", "the device gateway's health checks"),
    /** The backend's health and metrics. */
    BACKEND_MANAGEMENT("backend.management.port", "the backend's health checks"),
    /** The backend's internal device API, mutual TLS. */
    INTERNAL("internal.port", "the backend's internal API"),
    /** PostgreSQL. */
    DATABASE("db.port", "PostgreSQL");

    private final String key;
    private final String purpose;

    Port(String key, String purpose) {
        this.key = key;
        this.purpose = purpose;
    }

    public String key() {
        return key;
    }

    /** Returns the environment variable that sets it. */
    public String variable() {
        return variable(key);
    }

    /** Returns the listener, for messages. */
    public String purpose() {
        return purpose;
    }

    /** Returns the environment variable of a setting: {@code HOLDFAST_CONSOLE_PORT} for {@code console.port}. */
    static String variable(String key) {
        return "HOLDFAST_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
