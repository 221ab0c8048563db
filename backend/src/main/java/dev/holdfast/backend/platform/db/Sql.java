package dev.holdfast.backend.platform.db;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** SQL statements of one transaction, run one after the other. Parameters may be of the contract's types ({@link Columns}). */
public class Sql {
    private static final String ALONE = "select pg_advisory_xact_lock(hashtextextended($1, 0))::text as locked";

    private static final String SHARED = "select pg_advisory_xact_lock_shared(hashtextextended($1, 0))::text as locked";

    private static final String ENTER = "select set_config('holdfast.catalog', $1, true)";

    private final SqlConnection connection;
    private final TransactionProfile profile;
    private final Uni<Mutiny.StatelessSession> session;

    Sql(SqlConnection connection, TransactionProfile profile, Mutiny.SessionFactory sessions) {
        this.connection = connection;
        this.profile = profile;
        // The session is never closed: closing it would close the connection, and it holds no other resource.
        this.session = Uni.createFrom()
                .deferred(sessions::openStatelessSession)
                .memoize()
                .indefinitely();
    }

    /** Wraps the transaction of another instance. */
    protected Sql(Sql same) {
        this.connection = same.connection;
        this.profile = same.profile;
        this.session = same.session;
    }

    /** Returns the transaction's Hibernate session, opened on first use on the same connection. Session and statements see each other's changes. */
    public Uni<Mutiny.StatelessSession> session() {
        return session;
    }

    /** Takes the lock named {@code what} until the transaction ends. All catalogs share the names. */
    public Uni<Void> alone(String what) {
        return run(ALONE, what).replaceWithVoid();
    }

    /** Takes the lock named {@code what} until the transaction ends, together with others that share it. {@link #alone} waits for all of them. */
    public Uni<Void> shared(String what) {
        return run(SHARED, what).replaceWithVoid();
    }

    /** Switches the following statements to the rows of a catalog. */
    protected Uni<Void> enter(CatalogId catalog) {
        return run(ENTER, catalog.toString()).replaceWithVoid();
    }

    public Uni<RowSet<Row>> run(String sql, @Nullable Object... parameters) {
        return Uni.createFrom()
                .completionStage(() -> connection
                        .preparedQuery(profile.marked(sql))
                        .execute(Columns.tuple(parameters))
                        .toCompletionStage());
    }

    /** Runs a query and reads all rows in order. */
    public <T> Uni<List<T>> list(String sql, Function<Row, T> reader, @Nullable Object... parameters) {
        return run(sql, parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(reader)
                        .toList());
    }

    /** Runs a query that returns at most one row. */
    public <T> Uni<Optional<T>> find(String sql, Function<Row, T> reader, @Nullable Object... parameters) {
        return list(sql, reader, parameters).map(rows -> rows.stream().findFirst());
    }

    /** Runs a query that returns exactly one row. */
    public <T> Uni<T> one(String sql, Function<Row, T> reader, @Nullable Object... parameters) {
        return list(sql, reader, parameters).map(List::getFirst);
    }

    /** Runs a statement and returns the number of affected rows. */
    public Uni<Integer> update(String sql, @Nullable Object... parameters) {
        return run(sql, parameters).map(RowSet::rowCount);
    }
}
