package dev.holdfast.backend.platform.tx;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Database;
import dev.holdfast.backend.platform.db.TransactionProfile;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Access to the database. Only the batched statements of attestation and enrolment use the pool directly. Each method runs work in one
 * transaction of one catalog, or of the installation. The transaction commits when the work's {@code Uni} has an item, rolls back when it
 * fails, and cannot be cancelled. Row-level security hides all other catalogs.
 *
 * <p>A statement may run for 30 seconds and wait 10 seconds for a lock, in {@link #listPage} two seconds each, in {@link #longRunning} 15
 * minutes and one minute.
 *
 * <p>Call it on a duplicated Vert.x context (every request and {@code @Scheduled} job has one) and not inside another transaction;
 * otherwise it fails with {@link IllegalStateException}. Keep cryptography and remote calls out of the work, because it holds a connection.
 */
@ApplicationScoped
public class Transactions {
    private static final int FEW = 200;
    private static final String OUT_OF_TIME = "57014";

    private final Database database;
    private final AuditLog audit;
    private final Outbox outbox;
    private final Clock clock;

    Transactions(Database database, AuditLog audit, Outbox outbox, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Returns a copy with another clock. */
    public Transactions withClock(Clock other) {
        return new Transactions(database, audit, outbox, other);
    }

    /** Runs work on few rows without an actor: {@link Tx#actor()} fails. */
    public <T> Uni<T> inCatalog(CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.REQUEST, null, catalog, work);
    }

    /** Runs work on few rows for an actor. */
    public <T> Uni<T> inCatalog(Actor actor, CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.REQUEST, actor, catalog, work);
    }

    /** Runs work outside of catalogs: on the installation's rows, or with functions across catalogs. */
    public <T> Uni<T> inInstallation(Function<? super Tx, Uni<T>> work) {
        return inCatalog(CatalogId.INSTALLATION, work);
    }

    /** Runs work outside of catalogs for an actor. */
    public <T> Uni<T> inInstallation(Actor actor, Function<? super Tx, Uni<T>> work) {
        return inCatalog(actor, CatalogId.INSTALLATION, work);
    }

    /** Runs work on a known number of rows, with the query plans for thousands if there are more than {@value #FEW}. */
    public <T> Uni<T> forRows(CatalogId catalog, int rows, Function<? super Tx, Uni<T>> work) {
        return run(profile(rows), null, catalog, work);
    }

    /** Runs work on a known number of rows for an actor. */
    public <T> Uni<T> forRows(Actor actor, CatalogId catalog, int rows, Function<? super Tx, Uni<T>> work) {
        return run(profile(rows), actor, catalog, work);
    }

    /** Runs work on an unknown number of rows, perhaps thousands, with the query plans for thousands. */
    public <T> Uni<T> bulk(CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.BULK, null, catalog, work);
    }

    /** Runs a read-only query with a user's filter, with a custom plan for each statement. All statements see one snapshot. */
    public <T> Uni<T> readOnly(CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.READ_ONLY, null, catalog, work);
    }

    /** Reads a page of a list, like {@link #readOnly}. A statement may run for two seconds; then it fails with {@code filter-too-broad}. */
    public <T> Uni<T> listPage(CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.LIST_PAGE, null, catalog, work)
                .onFailure(Transactions::isTimeout)
                .transform(
                        failure -> ProblemException.of(
                                ProblemType.FILTER_TOO_BROAD,
                                "The list takes too long to read with this filter and order. Add a term to the filter, or sort by ID."));
    }

    private static boolean isTimeout(Throwable failure) {
        return failure instanceof PgException database && OUT_OF_TIME.equals(database.getSqlState());
    }

    /** Changes rows that a user's filter selects, for an actor, with a custom plan for each statement. */
    public <T> Uni<T> byFilter(Actor actor, CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.BY_FILTER, actor, catalog, work);
    }

    /** Runs work on any number of rows, such as a job: a statement may take 15 minutes. */
    public <T> Uni<T> longRunning(CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.LONG_RUNNING, null, catalog, work);
    }

    /** Runs work on any number of rows for an actor. */
    public <T> Uni<T> longRunning(Actor actor, CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.LONG_RUNNING, actor, catalog, work);
    }

    private static TransactionProfile profile(int rows) {
        return rows > FEW ? TransactionProfile.BULK : TransactionProfile.REQUEST;
    }

    private <T> Uni<T> run(
            TransactionProfile profile, @Nullable Actor actor, CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return database.inTransaction(
                catalog, profile, sql -> work.apply(new Tx(sql, catalog, actor, audit, outbox, clock)));
    }
}
