package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.UUID;

/** Entity of an image's package as devices get it. */
@Entity
@Table(name = "image_content")
@IdClass(ImageKey.class)
class ImageContent {
    @Id
    @Column(name = "catalog_id")
    private UUID catalogId;

    @Id
    @Column(name = "image_id")
    private UUID id;

    @Column(name = "content")
    private byte[] content;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected ImageContent() {}

    ImageContent(CatalogId catalog, ImagePackage image) {
        this.catalogId = catalog.value();
        this.id = image.metadata().image().value();
        this.content = image.bytes();
    }

    Blob content() {
        return Blob.of(content);
    }
}
