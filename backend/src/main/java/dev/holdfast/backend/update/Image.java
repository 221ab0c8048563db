package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.image.ImageView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Entity of an uploaded image without its content. Immutable. */
@Entity
@Table(name = "image")
@IdClass(ImageKey.class)
class Image {
    @Id
    @Column(name = "catalog_id")
    private UUID catalogId;

    @Id
    @Column(name = "image_id")
    private UUID id;

    @Column(name = "component_id")
    private UUID componentId;

    @Column(name = "type")
    private String type;

    @Column(name = "name")
    private String name;

    @Column(name = "length")
    private long length;

    @Column(name = "digest")
    private byte[] digest;

    @Column(name = "security_version")
    private long securityVersion;

    @Column(name = "built_at")
    private Instant builtAt;

    @Column(name = "uploaded_at")
    private Instant uploadedAt;

    @Column(name = "uploaded_by")
    private String uploadedBy;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields
    protected Image() {}

    Image(CatalogId catalog, ImagePackage image, Instant uploadedAt, String uploadedBy) {
        ImageMetadata metadata = image.metadata();
        this.catalogId = catalog.value();
        this.id = metadata.image().value();
        this.componentId = metadata.component().value();
        this.type = metadata.type().apiName();
        this.name = metadata.name();
        this.length = image.length();
        this.digest = image.measuredDigest().bytes();
        this.securityVersion = metadata.securityVersion();
        this.builtAt = metadata.builtAt();
        this.uploadedAt = uploadedAt;
        this.uploadedBy = uploadedBy;
    }

    ImageView view() {
        return new ImageView(
                new ImageId(id),
                new ComponentId(componentId),
                type,
                name,
                length,
                Digest.of(digest),
                securityVersion,
                builtAt,
                uploadedAt,
                uploadedBy);
    }
}
