package dev.holdfast.backend.platform.db;

import io.netty.channel.EventLoopGroup;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/**
 * Pools of {@link CatalogConnection}s for all code, Hibernate Reactive included: one for the internal device API, one for all else.
 * Inside a transaction, returns that transaction's connection. Implements the deprecated {@code PgPool}, because Quarkus casts to it.
 */
@SuppressWarnings("deprecation")
final class CatalogPool implements PgPool {
    private final EventLoopGroup shared;
    private final Pool pool;
    private final Pool internal;

    /**
     * @param shared event loops of Vert.x
     * @param pool connections for code on these event loops and on workers
     * @param internal connections for code on other event loops, which are those of the internal device API
     */
    CatalogPool(EventLoopGroup shared, Pool pool, Pool internal) {
        this.shared = shared;
        this.pool = pool;
        this.internal = internal;
    }

    /** Returns the pool of the current event loop, so that no user waits for an event loop of the others. */
    private Pool delegate() {
        ContextInternal context = ContextInternal.current();
        return context == null || shared.equals(context.nettyEventLoop().parent()) ? pool : internal;
    }

    @Override
    public Future<SqlConnection> getConnection() {
        return CatalogScope.connection()
                .map(running -> Future.<SqlConnection>succeededFuture(running))
                .orElseGet(() -> delegate().getConnection().map(CatalogConnection::new));
    }

    @Override
    public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
        getConnection().onComplete(handler);
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return delegate().query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return delegate().preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return delegate().preparedQuery(sql, options);
    }

    @Override
    public PgPool connectHandler(Handler<SqlConnection> handler) {
        pool.connectHandler(handler);
        internal.connectHandler(handler);
        return this;
    }

    @Override
    public PgPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
        pool.connectionProvider(provider);
        internal.connectionProvider(provider);
        return this;
    }

    @Override
    public int size() {
        return pool.size() + internal.size();
    }

    @Override
    public Future<Void> close() {
        return Future.all(pool.close(), internal.close()).mapEmpty();
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        close().onComplete(handler);
    }
}
