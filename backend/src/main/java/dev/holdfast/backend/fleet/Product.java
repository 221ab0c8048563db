package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.operator.product.NewProduct;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** Product: a model of device. */
@Entity
@Table(name = "product")
@IdClass(Product.Key.class)
class Product {
    record Key(UUID catalogId, UUID id) implements Serializable {}

    @Id
    @Column(name = "catalog_id")
    private UUID catalogId;

    @Id
    @Column(name = "product_id")
    private UUID id;

    @Column(name = "name")
    private String name;

    @Column(name = "description")
    private String description;

    @Column(name = "created_at")
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected Product() {}

    Product(CatalogId catalog, NewProduct request, Instant createdAt) {
        this.catalogId = catalog.value();
        this.id = UUID.randomUUID();
        this.name = request.name();
        this.description = request.description() == null ? "" : request.description();
        this.createdAt = createdAt;
    }

    UUID catalogId() {
        return catalogId;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    void describe(String newDescription) {
        description = newDescription;
    }

    Instant createdAt() {
        return createdAt;
    }
}
