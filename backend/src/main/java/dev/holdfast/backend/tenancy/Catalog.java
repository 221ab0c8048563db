package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.operator.catalog.CatalogView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant. */
@Entity
@Table(name = "catalog")
class Catalog {
    @Id
    @Column(name = "catalog_id")
    private UUID id;

    @Column(name = "name")
    private String name;

    @Column(name = "display_name")
    private String displayName;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected Catalog() {}

    Catalog(CatalogId id, String name, String displayName, Instant createdAt) {
        this.id = id.value();
        this.name = name;
        this.displayName = displayName;
        this.createdAt = createdAt;
    }

    void rename(String newDisplayName) {
        displayName = newDisplayName;
    }

    /** Deletes the catalog and frees its name. */
    void delete(Instant now) {
        name = "deleted-" + id;
        deletedAt = now;
    }

    CatalogView view() {
        return new CatalogView(id, name, displayName, createdAt);
    }
}
