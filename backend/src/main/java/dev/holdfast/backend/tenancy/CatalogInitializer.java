package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Adds something to each new catalog, such as its certificate authority. Implementations are beans. */
public interface CatalogInitializer {
    /**
     * Prepares the addition outside of any transaction, such as generating keys.
     *
     * @return function that writes the addition in the transaction that creates the catalog
     */
    Uni<Function<Tx, Uni<Void>>> prepare(CatalogId catalog, String name);
}
