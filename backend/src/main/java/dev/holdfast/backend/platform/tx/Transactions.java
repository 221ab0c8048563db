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
 * The only way to the database. Each method runs a piece of work in one transaction of one catalog: it commits when
 * the work's {@code Uni} has an item and rolls back when it fails; nobody can cancel it. PostgreSQL itself hides the rows of every other
 * catalog, whatever the statements say.
 *
 * <p>A statement may run for 30 seconds and wait for a lock for 10, but {@link #atLength}.
 *
 * <p>Must be called on a duplicated Vert.x context (every request and {@code @Scheduled} job has one), and not inside
 * of another transaction: that fails with {@link IllegalStateException}. Keep cryptography and calls to others out
 * of the work: it holds a connection.
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

    /** Returns the same with another clock. */
    public Transactions withClock(Clock other) {
        return new Transactions(database, audit, outbox, other);
    }

    /** Runs work about few rows, in nobody's name: {@link Tx#actor()} fails. */
    public <T> Uni<T> inCatalog(CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.REQUEST, null, catalog, work);
    }

    /** Runs work about few rows in somebody's name. */
    public <T> Uni<T> inCatalog(Actor actor, CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.REQUEST, actor, catalog, work);
    }

    /** Runs work that concerns no single catalog: what is the installation's, and functions across catalogs. */
    public <T> Uni<T> inInstallation(Function<? super Tx, Uni<T>> work) {
        return inCatalog(CatalogId.INSTALLATION, work);
    }

    /** Runs work that concerns no single catalog in somebody's name. */
    public <T> Uni<T> inInstallation(Actor actor, Function<? super Tx, Uni<T>> work) {
        return inCatalog(actor, CatalogId.INSTALLATION, work);
    }

    /** Runs work about rows that somebody names, planned for few of them or for thousands. */
    public <T> Uni<T> ofMany(CatalogId catalog, int rows, Function<? super Tx, Uni<T>> work) {
        return run(profile(rows), null, catalog, work);
    }

    /** Runs work about rows that somebody names in their name. */
    public <T> Uni<T> ofMany(Actor actor, CatalogId catalog, int rows, Function<? super Tx, Uni<T>> work) {
        return run(profile(rows), actor, catalog, work);
    }

    /** Runs work about rows that nobody has counted, and that may be thousands. */
    public <T> Uni<T> ofThousands(CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.THOUSANDS, null, catalog, work);
    }

    /** Reads what somebody's filter asks for, planned anew each time. All statements see one moment, and none changes anything. */
    public <T> Uni<T> ofQuestion(CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.QUESTION, null, catalog, work);
    }

    /**
     * Reads a page of a list. Each statement may run for two seconds; fails with {@code filter-too-broad} when one takes longer. Like
     * {@link #ofQuestion} otherwise.
     */
    public <T> Uni<T> ofList(CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.LIST, null, catalog, work)
                .onFailure(Transactions::isOutOfTime)
                .transform(
                        failure -> ProblemException.of(
                                ProblemType.FILTER_TOO_BROAD,
                                "The list takes too long to read with this filter and order. Add a term to the filter, or sort by ID."));
    }

    private static boolean isOutOfTime(Throwable failure) {
        return failure instanceof PgException database && OUT_OF_TIME.equals(database.getSqlState());
    }

    /** Writes, in somebody's name, what their filter chooses, planned anew for that. */
    public <T> Uni<T> ofChoice(Actor actor, CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.CHOICE, actor, catalog, work);
    }

    /** Runs work about as much as there is, such as a job's: a statement may take 15 minutes. */
    public <T> Uni<T> atLength(CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.ALL, null, catalog, work);
    }

    /** Runs long work in somebody's name. */
    public <T> Uni<T> atLength(Actor actor, CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return run(TransactionProfile.ALL, actor, catalog, work);
    }

    private static TransactionProfile profile(int rows) {
        return rows > FEW ? TransactionProfile.THOUSANDS : TransactionProfile.REQUEST;
    }

    private <T> Uni<T> run(
            TransactionProfile profile, @Nullable Actor actor, CatalogId catalog, Function<? super Tx, Uni<T>> work) {
        return database.inTransaction(
                catalog, profile, sql -> work.apply(new Tx(sql, catalog, actor, audit, outbox, clock)));
    }
}
