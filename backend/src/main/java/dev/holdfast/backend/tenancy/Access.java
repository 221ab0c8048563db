package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import jakarta.enterprise.context.RequestScoped;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@link AccessFilter} found out about this request. */
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

    /** Returns who is calling. */
    public Caller caller() {
        return Objects.requireNonNull(caller, "the operation is open to anyone");
    }

    /** Returns the catalog of the request; the installation where it is about none. */
    public CatalogId catalogOrInstallation() {
        return catalog == null ? CatalogId.INSTALLATION : catalog.id();
    }

    /** Returns the catalog in which the caller has the role that the operation needs. */
    public CatalogId catalog() {
        return Objects.requireNonNull(catalog, "the operation is not in a catalog")
                .id();
    }
}
