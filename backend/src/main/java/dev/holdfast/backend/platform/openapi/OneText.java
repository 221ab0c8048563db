package dev.holdfast.backend.platform.openapi;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Types of the contract that are objects in Java and one text in JSON. */
final class OneText {
    static final String GUID = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$";
    static final String DEVICE = hex(DeviceId.TEXT_LENGTH);

    /** Their schemas, by the name that the document gives them. */
    static final Map<String, Schema> ALL = Map.of(
            DeviceId.class.getSimpleName(),
            text(DEVICE, "X and Y of the chip's P-256 attestation key, written in lower case"),
            ImageId.class.getSimpleName(),
            text(GUID, "GUID of one build of an image").format("uuid"),
            ComponentId.class.getSimpleName(),
            text(GUID, "GUID of a component").format("uuid"),
            Digest.class.getSimpleName(),
            text(hex(2 * Digest.LENGTH), "SHA-256"),
            P256PublicKey.class.getSimpleName(),
            text(hex(2 * P256PublicKey.LENGTH), "X and Y of a P-256 public key"),
            Blob.class.getSimpleName(),
            text("^[A-Za-z0-9+/]*={0,2}$", "Bytes in base64").contentEncoding("base64"));

    private OneText() {}

    static Schema text(String pattern, String description) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .pattern(pattern)
                .description(description);
    }

    private static String hex(int digits) {
        return "^[0-9A-Fa-f]{" + digits + "}$";
    }
}
