package dev.holdfast.backend.platform.db;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.spi.DatabaseMetadata;
import java.util.Optional;

/** Connection whose transactions belong to the catalog of {@link CatalogScope}, or to none. Delegates everything else. */
final class CatalogConnection implements SqlConnection {
    private static final String SET_CATALOG = "select set_config('holdfast.catalog', $1, true)";
    /** Must be the first statement of a transaction, because any other statement takes a snapshot. */
    private static final String READ_ONLY_SNAPSHOT = "set transaction isolation level repeatable read, read only";

    private static final String SET_CATALOG_AND_PROFILE = "select set_config('holdfast.catalog', $1, true),"
            + " set_config('statement_timeout', $2, true), set_config('lock_timeout', $3, true),"
            + " set_config('plan_cache_mode', $4, true), set_config('enable_nestloop', $5, true),"
            + " set_config('work_mem', coalesce($6, current_setting('work_mem')), true)";

    private static final String SET_CATALOG_AND_ORIGIN =
            SET_CATALOG + RequestOrigin.SETTINGS.formatted(2, 3, 4, 5, 6, 7);
    private static final String SET_ALL =
            SET_CATALOG_AND_PROFILE + RequestOrigin.SETTINGS.formatted(7, 8, 9, 10, 11, 12);

    private final SqlConnection delegate;

    CatalogConnection(SqlConnection delegate) {
        this.delegate = delegate;
    }

    /**
     * Begins a transaction and sets its catalog, profile and request origin. The settings are pipelined after BEGIN without waiting, and end
     * with the transaction.
     */
    @Override
    public Future<Transaction> begin() {
        String catalog = CatalogScope.catalog().map(CatalogId::toString).orElse("");
        Future<Transaction> begun = delegate.begin();
        TransactionProfile profile = CatalogScope.profile();
        if (profile.isReadOnlySnapshot()) {
            // Its result is ignored: if it fails, the next statement fails too.
            delegate.query(READ_ONLY_SNAPSHOT).execute();
        }
        Optional<RequestOrigin> origin = RequestOrigin.current();
        Tuple parameters = profile.begin(catalog);
        origin.ifPresent(from -> from.addTo(parameters));
        Future<RowSet<Row>> scoped =
                delegate.preparedQuery(settings(profile, origin.isPresent())).execute(parameters);
        CatalogScope.use(this);
        return begun.compose(transaction -> scoped.<Transaction>map(transaction)
                .recover(failure -> transaction.rollback().transform(done -> Future.failedFuture(failure))));
    }

    private static String settings(TransactionProfile profile, boolean hasOrigin) {
        if (profile == TransactionProfile.REQUEST) {
            return hasOrigin ? SET_CATALOG_AND_ORIGIN : SET_CATALOG;
        }
        return hasOrigin ? SET_ALL : SET_CATALOG_AND_PROFILE;
    }

    @Override
    public void begin(Handler<AsyncResult<Transaction>> handler) {
        begin().onComplete(handler);
    }

    @Override
    public Transaction transaction() {
        return delegate.transaction();
    }

    @Override
    public SqlConnection prepare(String sql, Handler<AsyncResult<PreparedStatement>> handler) {
        prepare(sql).onComplete(handler);
        return this;
    }

    @Override
    public Future<PreparedStatement> prepare(String sql) {
        return delegate.prepare(sql);
    }

    @Override
    public SqlConnection prepare(String sql, PrepareOptions options, Handler<AsyncResult<PreparedStatement>> handler) {
        prepare(sql, options).onComplete(handler);
        return this;
    }

    @Override
    public Future<PreparedStatement> prepare(String sql, PrepareOptions options) {
        return delegate.prepare(sql, options);
    }

    @Override
    public SqlConnection exceptionHandler(Handler<Throwable> handler) {
        delegate.exceptionHandler(handler);
        return this;
    }

    @Override
    public SqlConnection closeHandler(Handler<Void> handler) {
        delegate.closeHandler(handler);
        return this;
    }

    @Override
    public boolean isSSL() {
        return delegate.isSSL();
    }

    @Override
    public DatabaseMetadata databaseMetadata() {
        return delegate.databaseMetadata();
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return delegate.query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return delegate.preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return delegate.preparedQuery(sql, options);
    }

    @Override
    public Future<Void> close() {
        return delegate.close();
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        close().onComplete(handler);
    }
}
