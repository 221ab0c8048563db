package dev.holdfast.backend.platform.db;

import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much a transaction has to do. It says how long a statement may run and wait for a lock before PostgreSQL ends it:
 * without an end, a statement goes on after whoever asked for it has left, and keeps its locks. And it says how PostgreSQL
 * may plan: what is right for few rows takes minutes for thousands.
 */
public enum TransactionProfile {
    /** Few rows, and somebody waits for it. Every connection begins with this. */
    REQUEST(Duration.ofSeconds(30), Duration.ofSeconds(10), "auto", "on", null, ""),
    /**
     * Thousands of rows, and somebody waits for it. Sets are joined by hashing or in order, whatever statistics say: those of a
     * catalog that was just filled or emptied are wrong, and trying 20,000 with 20,000 takes half a minute. Its plans are its own,
     * kept, since triggers plan with it, too, and would plan 20,000 times. What it sorts and hashes stays in memory.
     */
    THOUSANDS(Duration.ofSeconds(30), Duration.ofSeconds(10), "auto", "off", "64MB", "\n-- thousands"),
    /**
     * A question that somebody put together, with an answer of few rows: planned for what is asked, each time. All its statements see one
     * moment, and change nothing: what a page has and where it ends do not come apart.
     */
    QUESTION(Duration.ofSeconds(30), Duration.ofSeconds(10), "force_custom_plan", "on", null, ""),
    /** A page of a list: a question that ends soon, so that a filter that no index helps costs little. */
    LIST(Duration.ofSeconds(2), Duration.ofSeconds(2), "force_custom_plan", "on", null, ""),
    /** What somebody's filter chooses, to be written down: planned like a question. */
    CHOICE(Duration.ofSeconds(30), Duration.ofSeconds(10), "force_custom_plan", "on", null, ""),
    /** As much as an installation has. */
    ALL(Duration.ofMinutes(15), Duration.ofMinutes(1), "force_custom_plan", "on", null, "");

    private static final Duration LOOK_FOR_CLIENT = Duration.ofSeconds(10);

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

    /** Returns whether a transaction sees one moment, and changes nothing. */
    boolean isOneMoment() {
        return this == QUESTION || this == LIST;
    }

    /** Returns the statement as it is sent: plans are kept by text, and one that was made for few rows is not for thousands. */
    String marked(String sql) {
        return sql + mark;
    }

    /**
     * Returns the settings of a connection that begins with this, and that notices when its client is gone. How much memory there is to sort
     * in is not among them: whoever runs the database says that.
     */
    Map<String, String> settings() {
        return Map.of(
                "statement_timeout",
                milliseconds(statement),
                "lock_timeout",
                milliseconds(lock),
                "client_connection_check_interval",
                milliseconds(LOOK_FOR_CLIENT),
                "plan_cache_mode",
                plans,
                "enable_nestloop",
                nestedLoops);
    }

    /** Returns the parameters of {@link CatalogConnection}'s first statement: the catalog, and how this differs from a request. */
    Tuple begin(String catalog) {
        return this == REQUEST
                ? Tuple.of(catalog)
                : Tuple.of(catalog, milliseconds(statement), milliseconds(lock), plans, nestedLoops, memory);
    }

    private static String milliseconds(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
