package dev.holdfast.backend.platform.db;

import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Timeouts and planner settings of a transaction by its size. Timeouts end statements, and their locks, after the client has gone.
 * Planner settings matter because a plan for few rows takes minutes for thousands.
 */
public enum TransactionProfile {
    /** Few rows in a request. Every connection starts with this profile. */
    REQUEST(Duration.ofSeconds(30), Duration.ofSeconds(10), "auto", "on", null, ""),
    /**
     * Thousands of rows in a request. Disables nested loops: statistics of a catalog that was just filled or emptied are wrong, so
     * PostgreSQL would choose them, and joining 20,000 with 20,000 rows would take half a minute. Plans are cached, because triggers would
     * otherwise plan 20,000 times. Sorts and hashes in memory.
     */
    BULK(Duration.ofSeconds(30), Duration.ofSeconds(10), "auto", "off", "64MB", "\n-- bulk"),
    /**
     * A read-only query with a user's filter and a small result, with a custom plan for each statement. All statements see one snapshot, so
     * a page and its next cursor match.
     */
    READ_ONLY(Duration.ofSeconds(30), Duration.ofSeconds(10), "force_custom_plan", "on", null, ""),
    /** A page of a list: like {@link #READ_ONLY} with short timeouts, so that filters without an index stay cheap. */
    LIST_PAGE(Duration.ofSeconds(2), Duration.ofSeconds(2), "force_custom_plan", "on", null, ""),
    /** Changes of rows that a user's filter selects, with a custom plan for each statement. */
    BY_FILTER(Duration.ofSeconds(30), Duration.ofSeconds(10), "force_custom_plan", "on", null, ""),
    /** Any number of rows. */
    LONG_RUNNING(Duration.ofMinutes(15), Duration.ofMinutes(1), "force_custom_plan", "on", null, "");

    private static final Duration CLIENT_CHECK_INTERVAL = Duration.ofSeconds(10);

    private final Duration statement;
    private final Duration lock;
    private final String plans;
    private final String nestedLoops;
    private final @Nullable String memory;
    private final String mark;

    TransactionProfile(
            Duration statement, Duration lock, String plans, String nestedLoops, @Nullable String memory, String mark) {
        this.statement = statement;
        this.lock = lock;
        this.plans = plans;
        this.nestedLoops = nestedLoops;
        this.memory = memory;
        this.mark = mark;
    }

    /** Returns whether the transaction is read-only on one snapshot. */
    boolean isReadOnlySnapshot() {
        return this == READ_ONLY || this == LIST_PAGE;
    }

    /** Appends the mark of {@link #BULK}: plans are cached by text, and other profiles must not share its plans without nested loops. */
    String marked(String sql) {
        return sql + mark;
    }

    /**
     * Returns the settings of a new connection, which also detects disconnected clients. Queries get no parallel workers, because these read
     * ahead of a page's limit. Sort memory is left to the database's configuration.
     */
    Map<String, String> settings() {
        return Map.of(
                "statement_timeout",
                milliseconds(statement),
                "lock_timeout",
                milliseconds(lock),
                "client_connection_check_interval",
                milliseconds(CLIENT_CHECK_INTERVAL),
                "plan_cache_mode",
                plans,
                "enable_nestloop",
                nestedLoops,
                "max_parallel_workers_per_gather",
                "0");
    }

    /** Returns the parameters of {@link CatalogConnection}'s first statement: catalog and differences from {@link #REQUEST}. */
    Tuple begin(String catalog) {
        return this == REQUEST
                ? Tuple.of(catalog)
                : Tuple.of(catalog, milliseconds(statement), milliseconds(lock), plans, nestedLoops, memory);
    }

    private static String milliseconds(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
