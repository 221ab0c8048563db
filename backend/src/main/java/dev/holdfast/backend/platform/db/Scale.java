package dev.holdfast.backend.platform.db;

import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;

/**
 * How much a transaction has to do. It says how long a statement may run and wait for a lock before PostgreSQL ends it:
 * without an end, a statement goes on after whoever asked for it has left, and keeps its locks. And it says whether plans that
 * PostgreSQL keeps will do: those are for few rows, and take minutes for thousands.
 */
enum Scale {
    /** Few rows, and somebody waits for it. Every connection begins with this. */
    REQUEST(Duration.ofSeconds(30), Duration.ofSeconds(10), "auto"),
    /** Thousands of rows, and somebody waits for it. */
    THOUSANDS(Duration.ofSeconds(30), Duration.ofSeconds(10), "force_custom_plan"),
    /** As much as an installation has. */
    ALL(Duration.ofMinutes(15), Duration.ofMinutes(1), "force_custom_plan");

    private static final Duration LOOK_FOR_CLIENT = Duration.ofSeconds(10);

    private final Duration statement;
    private final Duration lock;
    private final String plans;

    Scale(Duration statement, Duration lock, String plans) {
        this.statement = statement;
        this.lock = lock;
        this.plans = plans;
    }

    /** Returns the settings of a connection that begins with this, and that notices when its client is gone. */
    Map<String, String> settings() {
        return Map.of(
                "statement_timeout",
                milliseconds(statement),
                "lock_timeout",
                milliseconds(lock),
                "client_connection_check_interval",
                milliseconds(LOOK_FOR_CLIENT),
                "plan_cache_mode",
                plans);
    }

    /** Returns the parameters of {@link CatalogConnection}'s first statement: the catalog, and how this differs from a request. */
    Tuple begin(String catalog) {
        return this == REQUEST
                ? Tuple.of(catalog)
                : Tuple.of(catalog, milliseconds(statement), milliseconds(lock), plans);
    }

    private static String milliseconds(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
