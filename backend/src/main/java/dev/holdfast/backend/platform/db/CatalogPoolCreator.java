package dev.holdfast.backend.platform.db;

import io.netty.channel.EventLoopGroup;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/** Creates the application's pools; their connections start with the {@link TransactionProfile} of requests. */
@Singleton
public class CatalogPoolCreator implements PgPoolCreator {
    /** Maximum length of a cached statement in characters. The driver's default, 2,048, leaves out those of reports and contacts. */
    private static final int LONGEST_CACHED = 16_384;

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(options -> {
            TransactionProfile.REQUEST.settings().forEach(options::addProperty);
            options.setPreparedStatementCacheSqlLimit(LONGEST_CACHED);
        });
        EventLoopGroup shared = ((VertxInternal) input.vertx()).getEventLoopGroup();
        // 0: connections are on the event loops of their users.
        PoolOptions internal =
                new PoolOptions(input.poolOptions()).setName("internal").setEventLoopSize(0);
        return new CatalogPool(shared, pool(input, input.poolOptions()), pool(input, internal));
    }

    private static Pool pool(Input input, PoolOptions options) {
        return PgBuilder.pool()
                .using(input.vertx())
                .with(options)
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .build();
    }
}
