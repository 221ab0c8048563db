package dev.holdfast.standalone.config;

import java.util.Locale;

/** A TCP port that an installation listens on. */
public enum Port {
    /** The console, for browsers. */
    CONSOLE("console.port", "the console"),
    /** The operator API. */
    API("api.port", "the operator API"),
    /** Keycloak: sign-in and tokens. */
    KEYCLOAK("keycloak.port", "Keycloak"),
    /** The device protocol, mutual TLS. */
    GATEWAY("gateway.port", "the device gateway"),
    /** EST alone, mutual TLS 1.3 or 1.2. */
    GATEWAY_EST("gateway.est.port", "the device gateway's enrolment by EST"),
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

    /** The setting's key. */
    public String key() {
        return key;
    }

    /** The environment variable that changes it. */
    public String variable() {
        return variable(key);
    }

    /** Who listens there, for people. */
    public String purpose() {
        return purpose;
    }

    /**
     * The environment variable of a setting.
     *
     * @param key such as {@code console.port}
     * @return such as {@code HOLDFAST_CONSOLE_PORT}
     */
    static String variable(String key) {
        return "HOLDFAST_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
