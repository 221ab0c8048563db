package dev.holdfast.backend.platform.db;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/** Creates the application's pool; its connections start with the {@link TransactionProfile} of requests. */
@Singleton
public class CatalogPoolCreator implements PgPoolCreator {
    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList()
                .forEach(options -> TransactionProfile.REQUEST.settings().forEach(options::addProperty));
        return new CatalogPool(PgBuilder.pool()
                .using(input.vertx())
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .build());
    }
}
