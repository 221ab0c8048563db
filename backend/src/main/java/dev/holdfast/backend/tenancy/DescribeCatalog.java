package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.catalog.CatalogView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads a catalog. */
@ApplicationScoped
public class DescribeCatalog {
    private final Transactions transactions;

    DescribeCatalog(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the catalog. */
    public Uni<CatalogView> describe(CatalogId catalog) {
        return transactions.inCatalog(
                catalog,
                tx -> tx.session()
                        .chain(session -> session.get(Catalog.class, catalog.value()))
                        .map(Catalog::view));
    }
}
