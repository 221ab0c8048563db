package dev.holdfast.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.Problems;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Tests which timeouts, query plans and memory the methods of {@link Transactions} set. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class TransactionProfileTest {
    /**
     * Reads statement timeout, lock timeout, interval of the check for lost clients, plan cache mode, whether nested loops are allowed, and
     * the maximum number of parallel workers.
     */
    private static final String LIMITS =
            "select current_setting('statement_timeout') || ' ' || current_setting('lock_timeout')"
                    + " || ' ' || current_setting('client_connection_check_interval') || ' ' || current_setting('plan_cache_mode')"
                    + " || ' ' || current_setting('enable_nestloop')"
                    + " || ' ' || current_setting('max_parallel_workers_per_gather') as limits";

    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Test
    void statements_time_out_and_connections_detect_lost_clients() {
        assertThat(limits()).isEqualTo("30s 10s 10s auto on 0");
        String outside = OnVertx.await(vertx, () -> pool.query(LIMITS).execute())
                .iterator()
                .next()
                .getString("limits");
        assertThat(outside).isEqualTo("30s 10s 10s auto on 0");
    }

    @Test
    void settings_for_larger_work_end_with_the_transaction() {
        for (int i = 0; i < 20; i++) {
            String longRunning = OnVertx.await(
                    vertx, () -> transactions.longRunning(CatalogId.INSTALLATION, TransactionProfileTest::limits));
            assertThat(longRunning).isEqualTo("15min 1min 10s force_custom_plan on 0");
            String bulk = OnVertx.await(
                    vertx, () -> transactions.bulk(CatalogId.INSTALLATION, TransactionProfileTest::limits));
            assertThat(bulk).isEqualTo("30s 10s 10s auto off 0");
            assertThat(limits()).isEqualTo("30s 10s 10s auto on 0");
        }
    }

    @Test
    void a_query_reads_one_snapshot_and_cannot_write() {
        Function<Sql, Uni<String>> kind = sql -> sql.one(
                "select current_setting('transaction_isolation') || ' ' || current_setting('transaction_read_only') as kind",
                row -> row.getString("kind"));
        for (int i = 0; i < 20; i++) {
            assertThat(OnVertx.await(vertx, () -> transactions.readOnly(CatalogId.INSTALLATION, kind)))
                    .isEqualTo("repeatable read on");
            assertThat(OnVertx.await(vertx, () -> transactions.byFilter(() -> "olivia", CatalogId.INSTALLATION, kind)))
                    .isEqualTo("read committed off");
            assertThat(inTransaction(kind)).isEqualTo("read committed off");
        }

        assertThat(catchThrowable(() -> OnVertx.await(
                        vertx,
                        () -> transactions.readOnly(
                                CatalogId.INSTALLATION, sql -> sql.run("update product set name = name")))))
                .hasMessageContaining("read-only transaction");
    }

    /** Only work on thousands of rows changes the database's memory setting. */
    @Test
    void the_databases_memory_setting_applies_unless_work_is_large() {
        Function<Sql, Uni<String>> memory = sql -> sql.one(
                "select setting || ' of ' || reset_val as memory from pg_settings where name = 'work_mem'",
                row -> row.getString("memory"));
        Function<Sql, Uni<String>> source = sql ->
                sql.one("select source from pg_settings where name = 'work_mem'", row -> row.getString("source"));

        assertThat(inTransaction(source)).isNotEqualTo("client");
        assertThat(OnVertx.await(vertx, () -> transactions.readOnly(CatalogId.INSTALLATION, memory)))
                .startsWith("4096 of 4096");
        assertThat(OnVertx.await(vertx, () -> transactions.longRunning(CatalogId.INSTALLATION, memory)))
                .startsWith("4096 of 4096");
        assertThat(OnVertx.await(vertx, () -> transactions.bulk(CatalogId.INSTALLATION, memory)))
                .startsWith("65536 of 4096");
    }

    @Test
    void a_statement_timeout_says_what_to_do() {
        Throwable failure = catchThrowable(() -> inTransaction(
                sql -> sql.run("set local statement_timeout = 50").chain(() -> sql.run("select pg_sleep(60)"))));

        Problem problem = Problems.of(failure, "an id");

        assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE.uri());
        assertThat(problem.detail()).contains("took too long", "Nothing was changed", "Retry");
    }

    @Test
    void a_list_that_takes_too_long_asks_for_a_narrower_filter() {
        Throwable failure = catchThrowable(() -> OnVertx.await(
                vertx,
                () -> transactions.listPage(
                        CatalogId.INSTALLATION,
                        sql -> sql.run("set local statement_timeout = 50")
                                .chain(() -> sql.run("select pg_sleep(60)")))));

        Problem problem = Problems.of(failure, "an id");

        assertThat(problem.type()).isEqualTo(ProblemType.FILTER_TOO_BROAD.uri());
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).contains("Add a term to the filter");
    }

    @Test
    void a_deadlock_asks_to_try_again() {
        Throwable failure = catchThrowable(() -> inTransaction(
                sql -> sql.run("do $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$")));

        Problem problem = Problems.of(failure, "an id");

        assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE.uri());
        assertThat(problem.detail()).contains("a concurrent request", "Nothing was changed", "Retry");
    }

    @Test
    void a_lost_connection_does_not_claim_that_nothing_was_changed() {
        Throwable lost =
                catchThrowable(() -> inTransaction(sql -> sql.run("select pg_terminate_backend(pg_backend_pid())")));

        assertThat(Problems.of(lost, "an id").detail())
                .contains("was lost", "check before you retry")
                .doesNotContain("Nothing was changed");
        assertThat(Problems.of(new ConnectException("refused"), "an id").detail())
                .contains("Nothing was changed");
    }

    /** Runs work in an ordinary transaction. */
    private <T> T inTransaction(Function<Sql, Uni<T>> work) {
        return OnVertx.await(vertx, () -> transactions.inCatalog(CatalogId.INSTALLATION, work));
    }

    private String limits() {
        return inTransaction(TransactionProfileTest::limits);
    }

    private static Uni<String> limits(Sql sql) {
        return sql.one(LIMITS, row -> row.getString("limits"));
    }
}
