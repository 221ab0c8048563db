package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import jakarta.enterprise.context.RequestScoped;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The caller and the catalog of the current request, set by {@link AccessFilter}. */
@RequestScoped
public class Access {
    private @Nullable Caller caller;
    private @Nullable CatalogRef catalog;

    void grant(Caller caller) {
        this.caller = caller;
    }

    void grant(Caller caller, CatalogRef catalog) {
        this.caller = caller;
        this.catalog = catalog;
    }

    /** Returns the caller; fails in operations that are open to anyone. */
    public Caller caller() {
        return Objects.requireNonNull(caller, "the operation is open to anyone");
    }

    /** Returns the catalog of the request, or {@link CatalogId#INSTALLATION} when the operation has none. */
    public CatalogId catalogOrInstallation() {
        return catalog == null ? CatalogId.INSTALLATION : catalog.id();
    }

    /** Returns the catalog of the request; fails in operations that have none. */
    public CatalogId catalog() {
        return Objects.requireNonNull(catalog, "the operation is not in a catalog")
                .id();
    }
}
