package dev.holdfast.contract.format;

import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * An image package whose body stays in a file. Only metadata and signature are in memory. See {@link ImagePackage} for the format. Valid as
 * long as the file exists.
 */
public final class ImageFile {
    /** Maximum length of metadata and signature in bytes. */
    private static final int MAX_TRAILER = 1024 * 1024;

    private static final int START = 16;

    private final Path body;
    private final int bodyLength;
    private final ImageMetadata metadata;
    /** Metadata, its length, and the signature. */
    private final byte[] trailer;

    private final Digest measured;
    private final Digest content;

    private ImageFile(Path body, int bodyLength, ImageMetadata metadata, byte[] trailer) throws IOException {
        this.body = body;
        this.bodyLength = bodyLength;
        this.metadata = metadata;
        this.trailer = trailer;
        try (InputStream signed = signedBytes();
                InputStream all = open()) {
            this.measured = Digest.sha256(signed);
            this.content = Digest.sha256(all);
        }
    }

    /**
     * Parses a package without verifying its signature. Cuts metadata and signature off the file, so that only the body is left there.
     *
     * @throws FormatException if it is not an image package, or metadata and signature have more than 1 MiB
     */
    public static ImageFile parse(Path file) throws FormatException, IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long length = channel.size();
            ImagePackage.requirePlausible(length, read(channel, 0, (int) Math.min(START, length)));
            int lengthField = (int) length - SignatureBytes.LENGTH - ImagePackage.LENGTH_FIELD;
            int bodyLength = ImagePackage.bodyLength(
                    FlashReader.of(read(channel, lengthField, ImagePackage.LENGTH_FIELD)), lengthField);
            if (length - bodyLength > MAX_TRAILER) {
                throw new FormatException(
                        Reason.LENGTH, lengthField, "metadata and signature have more than " + MAX_TRAILER + " bytes");
            }
            byte[] trailer = read(channel, bodyLength, (int) length - bodyLength);
            ImageMetadata metadata = ImageMetadata.decode(
                    FlashReader.of(trailer, 0, trailer.length - SignatureBytes.LENGTH - ImagePackage.LENGTH_FIELD));
            channel.truncate(bodyLength);
            return new ImageFile(file, bodyLength, metadata, trailer);
        }
    }

    private static byte[] read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
            // Reads on until the buffer is full.
        }
        return bytes.array();
    }

    /**
     * Signs the body with other metadata. Replaces the thumbprint in the metadata by the thumbprint of {@code key}. The result uses the same
     * file.
     */
    public ImageFile sign(ImageMetadata other, P256PublicKey key, MessageSigner signer) throws IOException {
        ImageMetadata own = other.withThumbprint(ImagePackage.thumbprint(key));
        byte[] unsigned = unsigned(own);
        SignatureBytes signature;
        try (InputStream message = followedBy(unsigned)) {
            signature = signer.sign(message);
        }
        byte[] signed = Arrays.copyOf(unsigned, unsigned.length + SignatureBytes.LENGTH);
        System.arraycopy(signature.bytes(), 0, signed, unsigned.length, SignatureBytes.LENGTH);
        return new ImageFile(body, bodyLength, own, signed);
    }

    /** Returns the {@link #measuredDigest()} that the body has with other metadata and the signature of {@code key}. */
    public Digest measuredDigest(ImageMetadata other, P256PublicKey key) throws IOException {
        try (InputStream message = followedBy(unsigned(other.withThumbprint(ImagePackage.thumbprint(key))))) {
            return Digest.sha256(message);
        }
    }

    /** Returns metadata with its length, as before the signature. */
    private static byte[] unsigned(ImageMetadata metadata) {
        byte[] encoded = metadata.encode();
        int length = encoded.length + ImagePackage.LENGTH_FIELD;
        return new FlashWriter(length).bytes(encoded).u32(length).array();
    }

    private InputStream followedBy(byte[] rest) throws IOException {
        return new SequenceInputStream(Files.newInputStream(body), new ByteArrayInputStream(rest));
    }

    /** Returns the whole package as a stream. */
    public InputStream open() throws IOException {
        return followedBy(trailer);
    }

    private InputStream signedBytes() throws IOException {
        return followedBy(Arrays.copyOf(trailer, trailer.length - SignatureBytes.LENGTH));
    }

    /** Returns whether a key signed the package. */
    public boolean isSignedBy(P256PublicKey key) throws IOException {
        SignatureBytes signature =
                SignatureBytes.of(Arrays.copyOfRange(trailer, trailer.length - SignatureBytes.LENGTH, trailer.length));
        try (InputStream message = signedBytes()) {
            return key.verifies(message, signature);
        }
    }

    /** Returns the metadata. */
    public ImageMetadata metadata() {
        return metadata;
    }

    /** Returns the length of the whole package in bytes. */
    public int length() {
        return bodyLength + trailer.length;
    }

    /** Returns the digest that the boot chain measures: see {@link ImagePackage#measuredDigest()}. */
    public Digest measuredDigest() {
        return measured;
    }

    /** Returns the SHA-256 of the whole package. */
    public Digest contentDigest() {
        return content;
    }
}
