package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.catalog.CatalogView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Finds catalogs. A transaction outside of a catalog can read only the catalog's names and GUID. */
@ApplicationScoped
public class CatalogDirectory {
    private static final String ALL = "select catalog_id, name, display_name from catalog_names() order by lower(name)";
    private static final String WITH_DELETED = "select catalog_id from catalogs_with_deleted()";
    private static final String BY_NAME =
            "select catalog_id, name, display_name from catalog_names() where lower(name) = lower($1)";

    private final Transactions transactions;

    CatalogDirectory(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns all catalogs, ordered by name. */
    public Uni<List<CatalogRef>> all() {
        return transactions.inInstallation(tx -> tx.list(ALL, CatalogDirectory::ref));
    }

    /** Returns all catalogs, also deleted ones, whose data expires as that of others does. */
    public Uni<List<CatalogId>> allWithDeleted() {
        return transactions.inInstallation(
                tx -> tx.list(WITH_DELETED, row -> new CatalogId(row.getUUID("catalog_id"))));
    }

    /** Finds a catalog by name; case does not matter. */
    public Uni<Optional<CatalogRef>> named(String name) {
        return transactions.inInstallation(tx -> tx.find(BY_NAME, CatalogDirectory::ref, name));
    }

    Uni<CatalogView> view(CatalogId catalog) {
        return transactions.inCatalog(
                catalog,
                tx -> tx.session()
                        .chain(session -> session.get(Catalog.class, catalog.value()))
                        .map(Catalog::view));
    }

    static CatalogRef ref(Row row) {
        return new CatalogRef(
                new CatalogId(row.getUUID("catalog_id")), row.getString("name"), row.getString("display_name"));
    }
}
