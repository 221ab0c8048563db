package dev.holdfast.contract.format;

import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.util.Arrays;

/**
 * An MT3620 image package, little-endian:
 *
 * <pre>{@code
 * body                   any length
 * metadata               see MetadataSection
 * u32 metadata length    this field included
 * 64 bytes R‖S           ECDSA P-256 with SHA-256 over everything before it
 * }</pre>
 *
 * A package is immutable; {@link #verify} checks the signature before it parses anything. Manifests, the trusted
 * keystore and capability files are image packages too; their bodies are in {@code dev.holdfast.contract.mt3620}.
 */
public final class ImagePackage {
    /** No package is longer: the MT3620 has 16 MB of flash. */
    public static final int MAX_LENGTH = 16 * 1024 * 1024;

    private static final int LENGTH_FIELD = 4;
    private static final int MIN_LENGTH = SignatureBytes.LENGTH + LENGTH_FIELD + 8;

    private final byte[] bytes;
    private final int bodyLength;
    private final ImageMetadata metadata;

    private ImagePackage(byte[] bytes, int bodyLength, ImageMetadata metadata) {
        this.bytes = bytes;
        this.bodyLength = bodyLength;
        this.metadata = metadata;
    }

    /**
     * Builds and signs a package. The metadata's thumbprint is replaced by that of {@code key}; its other sections stay
     * as they are.
     *
     * @throws IllegalArgumentException when the package would be longer than {@link #MAX_LENGTH}
     */
    public static ImagePackage sign(byte[] body, ImageMetadata metadata, P256PublicKey key, MessageSigner signer) {
        ImageMetadata own = metadata.signedWith(thumbprint(key));
        byte[] encoded = own.encode();
        if (body.length > MAX_LENGTH - encoded.length - LENGTH_FIELD - SignatureBytes.LENGTH) {
            throw new IllegalArgumentException("a body of " + body.length + " bytes; a package has at most 16 MiB");
        }
        int signedLength = body.length + encoded.length + LENGTH_FIELD;
        byte[] message = new FlashWriter(signedLength)
                .bytes(body)
                .bytes(encoded)
                .u32(encoded.length + LENGTH_FIELD)
                .array();
        byte[] bytes = Arrays.copyOf(message, signedLength + SignatureBytes.LENGTH);
        System.arraycopy(signer.sign(message).bytes(), 0, bytes, signedLength, SignatureBytes.LENGTH);
        return new ImagePackage(bytes, body.length, own);
    }

    /**
     * Parses a package whose signature the caller does not rely on, such as a developer's build that is about to be
     * signed for production.
     *
     * @throws FormatException when it is not an image package
     */
    public static ImagePackage parse(byte[] bytes) throws FormatException {
        requireLength(bytes);
        return parseOwn(bytes.clone());
    }

    /**
     * Checks the signature, then parses.
     *
     * @throws FormatException when {@code key} did not sign it or it is not an image package
     */
    public static ImagePackage verify(byte[] bytes, P256PublicKey key) throws FormatException {
        requireLength(bytes);
        // Copied first: what was checked must be what is parsed, even when the caller's array changes meanwhile.
        byte[] own = bytes.clone();
        int signedLength = own.length - SignatureBytes.LENGTH;
        SignatureBytes signature = SignatureBytes.of(Arrays.copyOfRange(own, signedLength, own.length));
        if (!key.verifies(Arrays.copyOf(own, signedLength), signature)) {
            throw new FormatException(Reason.SIGNATURE, "the image is not signed by the expected key");
        }
        return parseOwn(own);
    }

    private static ImagePackage parseOwn(byte[] bytes) throws FormatException {
        int lengthField = bytes.length - SignatureBytes.LENGTH - LENGTH_FIELD;
        long length =
                FlashReader.of(bytes, lengthField, lengthField + LENGTH_FIELD).u32("metadata length");
        // The field counts itself, so the metadata proper may fill all that stands before it, and no more.
        if (length < LENGTH_FIELD || length > lengthField + LENGTH_FIELD) {
            throw new FormatException(
                    Reason.LENGTH, lengthField, "metadata length " + length + " does not fit the package");
        }
        int bodyLength = lengthField + LENGTH_FIELD - (int) length;
        ImageMetadata metadata = ImageMetadata.decode(FlashReader.of(bytes, bodyLength, lengthField));
        return new ImagePackage(bytes, bodyLength, metadata);
    }

    /** Returns the 20 bytes by which metadata names a signing key: the head of the SHA-256 of its X‖Y. */
    public static Blob thumbprint(P256PublicKey key) {
        return Blob.of(Arrays.copyOf(Digest.sha256(key.bytes()).bytes(), ImageMetadata.THUMBPRINT_LENGTH));
    }

    private static void requireLength(byte[] bytes) throws FormatException {
        if (bytes.length < MIN_LENGTH || bytes.length > MAX_LENGTH) {
            throw new FormatException(
                    Reason.SIZE,
                    "an image package of " + bytes.length + " bytes, expected " + MIN_LENGTH + " to " + MAX_LENGTH);
        }
    }

    /** Returns the metadata. */
    public ImageMetadata metadata() {
        return metadata;
    }

    /** Returns a copy of the whole package. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the length of the whole package in bytes. */
    public int length() {
        return bytes.length;
    }

    /** Returns a copy of the body. */
    public byte[] body() {
        return Arrays.copyOf(bytes, bodyLength);
    }

    /** Returns the length of the body in bytes. */
    public int bodyLength() {
        return bodyLength;
    }

    /**
     * Returns what the boot chain measures: the SHA-256 over everything that the signature covers. It names the
     * signing key too (through the metadata), but stays the same when the same key signs again.
     */
    public Digest measuredDigest() {
        return Digest.sha256(bytes, 0, bytes.length - SignatureBytes.LENGTH);
    }

    /** Returns the measurement that a boot chain makes of this package. */
    public Measurement measure() {
        return new Measurement(
                metadata.type(), metadata.component(), metadata.image(), measuredDigest(), metadata.securityVersion());
    }
}
