package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.JsonRows;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.format.ImageFile;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.MetadataSection;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.image.ImageView;
import io.vertx.sqlclient.Row;
import java.util.List;

/** SQL and row mapper of images; catalog and installation tables have the same columns. */
public final class ImageRows {
    /** Columns that {@link #view} reads, from images {@code i}; ends with a blank. */
    public static final String COLUMNS =
            "i.image_id, i.component_id, i.type, i.name, i.length, i.digest, i.security_version, i.built_at,"
                    + " i.uploaded_at, i.uploaded_by ";

    private ImageRows() {}

    public static ImageView view(Row row) {
        return new ImageView(
                new ImageId(row.getUUID("image_id")),
                new ComponentId(row.getUUID("component_id")),
                row.getString("type"),
                row.getString("name"),
                row.getLong("length"),
                Columns.digest(row, "digest"),
                row.getLong("security_version"),
                Columns.instant(row, "built_at"),
                Columns.instant(row, "uploaded_at"),
                row.getString("uploaded_by"));
    }

    /** Returns the audit entry of an upload. */
    public static AuditEntry uploaded(Tx tx, String action, ImageFile image) {
        ImageMetadata metadata = image.metadata();
        return tx.entry(
                        action,
                        metadata.image().text(),
                        "Uploaded " + metadata.type().apiName() + " " + metadata.name() + ", security version "
                                + metadata.securityVersion() + ".")
                .changing("name", null, metadata.name())
                .changing("type", null, metadata.type().apiName())
                .changing("component", null, metadata.component().text())
                .changing("securityVersion", null, metadata.securityVersion())
                .changing("measured", null, image.measuredDigest().hex());
    }

    /** Returns the interfaces that an image provides, for a {@code text} that becomes {@code jsonb}. */
    public static String provides(ImageFile image) {
        return JsonRows.of(image.metadata()
                .section(MetadataSection.Provides.class)
                .map(MetadataSection.Provides::versions)
                .orElse(List.of()));
    }

    /** Returns the interfaces that an image needs, for a {@code text} that becomes {@code jsonb}. */
    public static String depends(ImageFile image) {
        return JsonRows.of(image.metadata()
                .section(MetadataSection.Depends.class)
                .map(MetadataSection.Depends::versions)
                .orElse(List.of()));
    }

    /** Returns the type of a stored image. */
    public static ImageType type(ImageView image) {
        return ImageType.ofApiName(image.type())
                .orElseThrow(() -> new IllegalStateException("unknown image type " + image.type()));
    }
}
