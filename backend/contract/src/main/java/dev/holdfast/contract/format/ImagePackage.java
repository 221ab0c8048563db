package dev.holdfast.contract.format;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An MT3620 image package: {@code [body][metadata][u32 metadata length, itself included][64-byte R‖S over all before
 * it]}, little-endian. A package is immutable; {@link #verify} checks the signature before it parses anything.
 */
public final class ImagePackage {
    /** No package is longer: the MT3620 has 16 MB of flash. */
    public static final int MAX_LENGTH = 16 * 1024 * 1024;

    private static final int LENGTH_FIELD = 4;
    private static final int MIN_LENGTH = SignatureBytes.LENGTH + LENGTH_FIELD + 8;

    private final byte[] bytes;
    private final ImageMetadata metadata;

    private ImagePackage(byte[] bytes, ImageMetadata metadata) {
        this.bytes = bytes;
        this.metadata = metadata;
    }

    /** Builds and signs a package. The metadata's thumbprint is replaced by that of {@code key}. */
    public static ImagePackage sign(byte[] body, ImageMetadata metadata, P256PublicKey key, MessageSigner signer) {
        ImageMetadata own = metadata.signedWith(thumbprint(key));
        byte[] encoded = own.encode();
        int signedLength = body.length + encoded.length + LENGTH_FIELD;
        byte[] message = ByteBuffer.allocate(signedLength)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(body)
                .put(encoded)
                .putInt(encoded.length + LENGTH_FIELD)
                .array();
        byte[] bytes = Arrays.copyOf(message, signedLength + SignatureBytes.LENGTH);
        System.arraycopy(signer.sign(message).bytes(), 0, bytes, signedLength, SignatureBytes.LENGTH);
        return new ImagePackage(bytes, own);
    }

    /**
     * Parses a package whose signature the caller does not rely on, such as a developer's build that is about to be
     * signed for production.
     *
     * @throws FormatException when it is not an image package
     */
    public static ImagePackage parse(byte[] bytes) throws FormatException {
        requireLength(bytes);
        int end = bytes.length - SignatureBytes.LENGTH - LENGTH_FIELD;
        int metadataLength =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(end) - LENGTH_FIELD;
        if (metadataLength < 0 || metadataLength > end) {
            throw new FormatException("the metadata length does not fit the package");
        }
        return new ImagePackage(
                bytes.clone(), ImageMetadata.decode(Arrays.copyOfRange(bytes, end - metadataLength, end)));
    }

    /**
     * Checks the signature, then parses.
     *
     * @throws FormatException when {@code key} did not sign it or it is not an image package
     */
    public static ImagePackage verify(byte[] bytes, P256PublicKey key) throws FormatException {
        requireLength(bytes);
        int signedLength = bytes.length - SignatureBytes.LENGTH;
        SignatureBytes signature = SignatureBytes.of(Arrays.copyOfRange(bytes, signedLength, bytes.length));
        if (!key.verifies(Arrays.copyOf(bytes, signedLength), signature)) {
            throw new FormatException("the image is not signed by the expected key");
        }
        return parse(bytes);
    }

    /** Returns the 20 bytes by which metadata names a signing key: the head of the SHA-256 of its X‖Y. */
    public static Blob thumbprint(P256PublicKey key) {
        return Blob.of(Arrays.copyOf(Digest.sha256(key.bytes()).bytes(), ImageMetadata.THUMBPRINT_LENGTH));
    }

    private static void requireLength(byte[] bytes) throws FormatException {
        if (bytes.length < MIN_LENGTH || bytes.length > MAX_LENGTH) {
            throw new FormatException(
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
        int end = bytes.length - SignatureBytes.LENGTH - LENGTH_FIELD;
        int metadataLength =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
        return Arrays.copyOf(bytes, end + LENGTH_FIELD - metadataLength);
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
