package dev.holdfast.backend.platform.db;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * SQL statements inside one transaction. Parameters may be of the contract's types; {@link Columns} says how each
 * is stored. Statements of one transaction run one after the other.
 */
public final class Sql {
    private static final String ALONE = "select pg_advisory_xact_lock(hashtextextended($1, 0))::text as locked";

    private final SqlConnection connection;
    private final TransactionProfile scale;

    Sql(SqlConnection connection, TransactionProfile scale) {
        this.connection = connection;
        this.scale = scale;
    }

    /** Makes other transactions that say the same here wait until this one ends; {@code what} is said across catalogs. */
    public Uni<Void> alone(String what) {
        return run(ALONE, what).replaceWithVoid();
    }

    /** Runs a statement and returns its rows as they are. */
    public Uni<RowSet<Row>> run(String sql, @Nullable Object... parameters) {
        return Uni.createFrom()
                .completionStage(() -> connection
                        .preparedQuery(scale.marked(sql))
                        .execute(Columns.tuple(parameters))
                        .toCompletionStage());
    }

    /** Runs a query and returns its rows, read with {@code reader}. */
    public <T> Uni<List<T>> list(String sql, Function<Row, T> reader, @Nullable Object... parameters) {
        return run(sql, parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(reader)
                        .toList());
    }

    /** Runs a query that finds one row or none. */
    public <T> Uni<Optional<T>> find(String sql, Function<Row, T> reader, @Nullable Object... parameters) {
        return list(sql, reader, parameters).map(rows -> rows.stream().findFirst());
    }

    /** Runs a query that always finds one row. */
    public <T> Uni<T> one(String sql, Function<Row, T> reader, @Nullable Object... parameters) {
        return list(sql, reader, parameters).map(List::getFirst);
    }

    /** Runs a statement and returns how many rows it touched. */
    public Uni<Integer> update(String sql, @Nullable Object... parameters) {
        return run(sql, parameters).map(RowSet::rowCount);
    }
}
