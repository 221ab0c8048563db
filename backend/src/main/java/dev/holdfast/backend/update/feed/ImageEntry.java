package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;

/** What the audit log says of an image that was taken, into a catalog or into the installation. */
public final class ImageEntry {
    private ImageEntry() {}

    /** Says what is there now. */
    public static AuditEntry uploaded(String by, String action, ImagePackage image) {
        ImageMetadata metadata = image.metadata();
        return AuditEntry.by(
                        by,
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
}
