package dev.holdfast.backend.platform.db;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Begins and ends transactions; use {@code platform.tx.Transactions} instead. */
@ApplicationScoped
public class Database {
    private final Mutiny.SessionFactory sessions;
    private final Pool pool;

    Database(Mutiny.SessionFactory sessions, Pool pool) {
        this.sessions = sessions;
        this.pool = pool;
    }

    /**
     * Runs work in one transaction of a catalog. The transaction cannot be cancelled, because a client that disconnects would otherwise
     * close the connection. Fails with {@link IllegalStateException} outside of a duplicated Vert.x context and inside another transaction.
     */
    public <T> Uni<T> inTransaction(CatalogId catalog, TransactionProfile profile, Function<Sql, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Context entered = CatalogScope.enter(catalog, profile);
            Uni<T> transaction = pool.withTransaction(
                            connection -> work.apply(new Sql(connection.getDelegate(), profile, sessions)))
                    .onTermination()
                    .invoke(() -> CatalogScope.leave(entered));
            return Uni.createFrom().emitter(caller -> transaction.subscribe().with(caller::complete, caller::fail));
        });
    }
}
