package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** What a feature adds to each new catalog, such as its certificate authority. Implementations are beans. */
public interface CatalogInitializer {
    /**
     * Prepares what a catalog needs, outside of any transaction: here is the place for cryptography.
     *
     * @return what to write in the transaction that creates the catalog
     */
    Uni<Function<Tx, Uni<Void>>> prepare(CatalogId catalog, String name);
}
