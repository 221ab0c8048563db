package dev.holdfast.contract.format;

import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * An MT3620 image package, little-endian:
 *
 * <pre>{@code
 * body                   any length
 * metadata               see MetadataSection
 * u32 metadata length    including this field
 * 64 bytes R‖S           ECDSA P-256 with SHA-256 over everything before it
 * }</pre>
 *
 * Packages are immutable. {@link #verify} verifies the signature before it parses anything. Manifests, the trusted
 * keystore and capability files are image packages, too. {@code dev.holdfast.contract.mt3620} contains the formats of
 * their bodies.
 */
public final class ImagePackage {
    /** Maximum length of a package in bytes: the largest partition of a known part. */
    public static final int MAX_LENGTH = 22 * 1024 * 1024;

    static final int LENGTH_FIELD = 4;
    /**
     * First bytes of each COSE Sig_structure: of COSE_Sign1, an array of four and a text of ten bytes ({@code j}); of COSE_Sign, an array
     * of five and a text of nine bytes ({@code i}).
     */
    private static final List<byte[]> SIG_STRUCTURES = List.of(
            "\u0084jSignature1".getBytes(StandardCharsets.ISO_8859_1),
            "\u0085iSignature".getBytes(StandardCharsets.ISO_8859_1));

    private static final String NOT_AN_IMAGE = "the body begins as a COSE Sig_structure, so it is not an image";
    /** Signature, metadata length, and metadata without sections: magic number and section count, 8 bytes. */
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
     * Builds and signs a package. Replaces the thumbprint in the metadata by the thumbprint of {@code key}, and keeps the other
     * sections.
     *
     * @throws IllegalArgumentException if the package would be longer than {@link #MAX_LENGTH}, or the body begins as a
     *     COSE Sig_structure
     */
    public static ImagePackage sign(byte[] body, ImageMetadata metadata, P256PublicKey key, MessageSigner signer) {
        ImageMetadata own = metadata.withThumbprint(thumbprint(key));
        byte[] encoded = own.encode();
        if (body.length > MAX_LENGTH - encoded.length - LENGTH_FIELD - SignatureBytes.LENGTH) {
            throw new IllegalArgumentException("a body of " + body.length + " bytes; a package has at most 22 MiB");
        }
        if (beginsAsSigStructure(body)) {
            throw new IllegalArgumentException(NOT_AN_IMAGE);
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
     * Parses a package without verifying its signature, such as a developer's build before it is signed for production.
     *
     * @throws FormatException if it is not an image package
     */
    public static ImagePackage parse(byte[] bytes) throws FormatException {
        requirePlausible(bytes.length, bytes);
        return parseOwn(bytes.clone());
    }

    /**
     * Verifies the signature, then parses the package.
     *
     * @throws FormatException if {@code key} did not sign it or it is not an image package
     */
    public static ImagePackage verify(byte[] bytes, P256PublicKey key) throws FormatException {
        requirePlausible(bytes.length, bytes);
        // Copy the bytes, because the caller could change the array after the signature is verified.
        byte[] own = bytes.clone();
        int signedLength = own.length - SignatureBytes.LENGTH;
        SignatureBytes signature = SignatureBytes.of(Arrays.copyOfRange(own, signedLength, own.length));
        if (!key.verifies(Arrays.copyOf(own, signedLength), signature)) {
            throw new FormatException(Reason.SIGNATURE, "the image is not signed by the expected key");
        }
        return parseOwn(own);
    }

    /** Parses an array that nobody else can change. */
    private static ImagePackage parseOwn(byte[] bytes) throws FormatException {
        int lengthField = bytes.length - SignatureBytes.LENGTH - LENGTH_FIELD;
        int bodyLength = bodyLength(FlashReader.of(bytes, lengthField, lengthField + LENGTH_FIELD), lengthField);
        ImageMetadata metadata = ImageMetadata.decode(FlashReader.of(bytes, bodyLength, lengthField));
        return new ImagePackage(bytes, bodyLength, metadata);
    }

    /** Reads the metadata length and returns the length of the body. {@code offset} is the offset of the metadata length in the package. */
    static int bodyLength(FlashReader in, int offset) throws FormatException {
        long length = in.u32("metadata length");
        // The length includes its own field. The metadata can be at most all bytes before the field.
        if (length < LENGTH_FIELD || length > offset + LENGTH_FIELD) {
            throw new FormatException(Reason.LENGTH, offset, "metadata length " + length + " does not fit the package");
        }
        return offset + LENGTH_FIELD - (int) length;
    }

    /** Returns the thumbprint of a signing key: the first 20 bytes of the SHA-256 of X‖Y. */
    public static Blob thumbprint(P256PublicKey key) {
        return Blob.of(Arrays.copyOf(Digest.sha256(key.bytes()).bytes(), ImageMetadata.THUMBPRINT_LENGTH));
    }

    /**
     * Returns whether bytes begin as the signed bytes of a COSE message. Such a package is refused. Otherwise an attacker could
     * upload an image whose signed bytes are also those of a manifest set, and use the signature of the image for the set.
     */
    private static boolean beginsAsSigStructure(byte[] bytes) {
        return SIG_STRUCTURES.stream()
                .anyMatch(start ->
                        bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length));
    }

    /** Checks the length of a package and its first bytes; {@code start} has 12 of them or more. */
    static void requirePlausible(long length, byte[] start) throws FormatException {
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw new FormatException(
                    Reason.SIZE,
                    "an image package of " + length + " bytes, expected " + MIN_LENGTH + " to " + MAX_LENGTH);
        }
        if (beginsAsSigStructure(start)) {
            throw new FormatException(Reason.MAGIC, 0, NOT_AN_IMAGE);
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
     * Returns the digest that the boot chain measures: the SHA-256 of the signed bytes. It depends on the signing key,
     * whose thumbprint is in the metadata. Signing again with the same key does not change it.
     */
    public Digest measuredDigest() {
        return Digest.sha256(bytes, 0, bytes.length - SignatureBytes.LENGTH);
    }

    /** Returns the measurement of this package by a boot chain. */
    public Measurement measure() {
        return new Measurement(
                metadata.type(), metadata.component(), metadata.image(), measuredDigest(), metadata.securityVersion());
    }
}
