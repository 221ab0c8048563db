package dev.holdfast.contract.mt3620;

import dev.holdfast.contract.format.FlashReader;
import dev.holdfast.contract.format.FlashWriter;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.P256PublicKey;

/**
 * One key of a {@link TrustedKeystore}: 100 bytes.
 *
 * <pre>{@code
 *  0  12  attributes; their meaning is not public
 * 12   2  u16 key size, 64
 * 14   2  u16 thumbprint size, 20
 * 16  64  X‖Y
 * 80  20  thumbprint, as in section SG of the metadata of images
 * }</pre>
 *
 * Azure Sphere's thumbprint identifies a certificate, so a reader cannot compute it from the key. Holdfast's thumbprint
 * is {@link ImagePackage#thumbprint}. Using the key checks that its point is on the curve.
 *
 * @param attributes the first 12 bytes; Holdfast writes zeros
 * @param key public key
 * @param thumbprint 20 bytes
 */
public record KeystoreEntry(Blob attributes, P256PublicKey key, Blob thumbprint) {
    static final int LENGTH = 100;

    private static final int ATTRIBUTES_LENGTH = 12;

    /** Checks lengths. */
    public KeystoreEntry {
        if (attributes.length() != ATTRIBUTES_LENGTH || thumbprint.length() != ImageMetadata.THUMBPRINT_LENGTH) {
            throw new IllegalArgumentException("a keystore entry has 12 bytes of attributes and 20 of thumbprint");
        }
    }

    /** Creates the entry of a key, with the thumbprint that {@link ImagePackage#sign} writes. */
    public static KeystoreEntry of(P256PublicKey key) {
        return new KeystoreEntry(Blob.of(new byte[ATTRIBUTES_LENGTH]), key, ImagePackage.thumbprint(key));
    }

    static KeystoreEntry read(FlashReader in) throws FormatException {
        Blob attributes = Blob.of(in.bytes(ATTRIBUTES_LENGTH, "key attributes"));
        requireSize(in, "key size", P256PublicKey.LENGTH);
        requireSize(in, "thumbprint size", ImageMetadata.THUMBPRINT_LENGTH);
        return new KeystoreEntry(
                attributes,
                P256PublicKey.of(in.bytes(P256PublicKey.LENGTH, "key")),
                Blob.of(in.bytes(ImageMetadata.THUMBPRINT_LENGTH, "thumbprint")));
    }

    void write(FlashWriter out) {
        out.bytes(attributes).u16(P256PublicKey.LENGTH).u16(ImageMetadata.THUMBPRINT_LENGTH);
        out.bytes(key.bytes()).bytes(thumbprint);
    }

    private static void requireSize(FlashReader in, String what, int expected) throws FormatException {
        int at = in.position();
        int size = in.u16(what);
        if (size != expected) {
            throw new FormatException(Reason.LENGTH, at, what + " " + size + ", expected " + expected);
        }
    }
}
