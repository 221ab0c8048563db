package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.id.Digest;
import jakarta.enterprise.context.RequestScoped;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@link AccessFilter} found out about this request. */
@RequestScoped
public class Access {
    private @Nullable Caller caller;
    private @Nullable CatalogRef catalog;
    private @Nullable Digest token;

    void cameBy(Digest hash) {
        token = hash;
    }

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

    /** Returns what it takes to do something in the caller's name later on. */
    public Mandate mandate() {
        Caller now = caller();
        return new Mandate(now.name(), now.displayName(), now.subject(), token);
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
