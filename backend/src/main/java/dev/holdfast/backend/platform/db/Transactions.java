package dev.holdfast.backend.platform.db;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The only way to the database. Each method runs a piece of work in one transaction of one catalog: it commits when
 * the work's {@code Uni} has an item and rolls back when it fails; nobody can cancel it. PostgreSQL itself hides the rows of every other
 * catalog, whatever the statements say.
 *
 * <p>A statement may run for 30 seconds and wait for a lock for 10: what somebody waits for is that small. See {@link
 * #sqlOfMany} and {@link #sqlAtLength} for what is not.
 *
 * <p>Must be called on a duplicated Vert.x context (every request and {@code @Scheduled} job has one), and not inside
 * of another transaction: that fails with {@link IllegalStateException}. Keep cryptography and calls to others out
 * of the work: it holds a connection.
 */
@ApplicationScoped
public class Transactions {
    private static final int FEW = 200;

    private final Mutiny.SessionFactory sessions;
    private final Pool pool;

    Transactions(Mutiny.SessionFactory sessions, Pool pool) {
        this.sessions = sessions;
        this.pool = pool;
    }

    /** Runs domain work: entities and SQL. */
    public <T> Uni<T> inCatalog(CatalogId catalog, Function<UnitOfWork, Uni<T>> work) {
        return scoped(
                catalog,
                TransactionProfile.REQUEST,
                () -> sessions.withStatelessTransaction(
                        (session, ignored) -> work.apply(new UnitOfWork(catalog, session, current()))));
    }

    /** Runs SQL alone: for reads of sets and for the few hot writes, at a quarter of the cost of a session. */
    public <T> Uni<T> sqlInCatalog(CatalogId catalog, Function<Sql, Uni<T>> work) {
        return sqlInCatalog(catalog, TransactionProfile.REQUEST, work);
    }

    /** Runs SQL about rows that somebody names, planned for few of them or for thousands. */
    public <T> Uni<T> sqlOfMany(CatalogId catalog, int rows, Function<Sql, Uni<T>> work) {
        return sqlInCatalog(catalog, rows > FEW ? TransactionProfile.THOUSANDS : TransactionProfile.REQUEST, work);
    }

    /** Runs SQL about rows that nobody has counted, and that may be thousands. */
    public <T> Uni<T> sqlOfThousands(CatalogId catalog, Function<Sql, Uni<T>> work) {
        return sqlInCatalog(catalog, TransactionProfile.THOUSANDS, work);
    }

    /** Runs SQL that somebody's filter became, planned anew for what it asks. All of it sees one moment, and none of it changes anything. */
    public <T> Uni<T> sqlOfQuestion(CatalogId catalog, Function<Sql, Uni<T>> work) {
        return sqlInCatalog(catalog, TransactionProfile.QUESTION, work);
    }

    /** Runs SQL that writes down what somebody's filter chooses, planned anew for that. */
    public <T> Uni<T> sqlOfChoice(CatalogId catalog, Function<Sql, Uni<T>> work) {
        return sqlInCatalog(catalog, TransactionProfile.CHOICE, work);
    }

    /** Runs SQL about as much as there is, such as a job's: it may take minutes. */
    public <T> Uni<T> sqlAtLength(CatalogId catalog, Function<Sql, Uni<T>> work) {
        return sqlInCatalog(catalog, TransactionProfile.ALL, work);
    }

    private <T> Uni<T> sqlInCatalog(CatalogId catalog, TransactionProfile scale, Function<Sql, Uni<T>> work) {
        return scoped(
                catalog,
                scale,
                () -> pool.withTransaction(connection -> work.apply(new Sql(connection.getDelegate(), scale))));
    }

    /** Runs SQL that concerns no single catalog: what is the installation's, and functions across catalogs. */
    public <T> Uni<T> sqlInInstallation(Function<Sql, Uni<T>> work) {
        return sqlInCatalog(CatalogId.INSTALLATION, work);
    }

    private static Sql current() {
        return new Sql(CatalogScope.connection(), TransactionProfile.REQUEST);
    }

    private static <T> Uni<T> scoped(CatalogId catalog, TransactionProfile scale, Supplier<Uni<T>> transaction) {
        return Uni.createFrom().deferred(() -> {
            Context entered = CatalogScope.enter(catalog, scale);
            return toTheEnd(transaction.get().onTermination().invoke(() -> CatalogScope.leave(entered)));
        });
    }

    /** What has begun ends by itself when nobody waits any more, as after a client that left: half-way, it would take its connection along. */
    private static <T> Uni<T> toTheEnd(Uni<T> transaction) {
        return Uni.createFrom().emitter(whoever -> transaction.subscribe().with(whoever::complete, whoever::fail));
    }
}
