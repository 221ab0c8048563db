package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Transactions;
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
                work -> work.session().get(Catalog.class, catalog.value()).map(Catalog::view));
    }
}
