package dev.holdfast.contract.format;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Attack on a shared signing key: an image whose signed bytes are also the signed bytes (COSE Sig_structure) of a manifest set
 * with the highest version. Bytes that the image format fixes are inside digests and other free values of the set. CBOR that
 * the set needs between them is inside metadata sections whose content is free. The metadata length is the end of the last image key.
 */
public final class ImageLikeManifestSet {
    private final byte[] message;
    private final int bodyLength;
    private final byte[] protectedHeader;
    private final byte[] payload;

    private ImageLikeManifestSet(byte[] message, int bodyLength, byte[] protectedHeader, byte[] payload) {
        this.message = message;
        this.bodyLength = bodyLength;
        this.protectedHeader = protectedHeader;
        this.payload = payload;
    }

    /** Makes the image for the public key that signs it. */
    public static ImageLikeManifestSet of(P256PublicKey key) {
        // Protected header: ES256 and the key id.
        byte[] header = bytes("a2 01 26 04 58 20", Digest.sha256(key.bytes()).hex());
        // Version 2⁶³−1, issued in 1970, expires after 34,800 years, four entries.
        byte[] claims = bytes("a8 01 1b 7f ff ff ff ff ff ff ff 02 00 03 1b 00 00 00 ff ff ff ff ff 04 84");
        byte[] metadata = metadata(key);
        // Entry 1 up to its digest: an application with component, image and length 1. The metadata begins inside the
        // digest.
        byte[] first = bytes("86 0a 50", "11".repeat(16), "50", "12".repeat(16), "01 58 20");
        byte[] payload = concat(claims, first, metadata);
        byte[] external = SignatureContext.MANIFEST_SET.externalData();
        byte[] message = concat(
                bytes("85 69"),
                "Signature".getBytes(StandardCharsets.US_ASCII),
                bytes("40"),
                new byte[] {0x58, (byte) header.length},
                header,
                new byte[] {(byte) (0x40 + external.length)},
                external,
                bytes("59"),
                ByteBuffer.allocate(2).putShort((short) payload.length).array(),
                payload);
        return new ImageLikeManifestSet(message, message.length - metadata.length, header, payload);
    }

    /** Returns the metadata and its length field. Each comment says what the bytes are in the manifest set, then what in the image. */
    private static byte[] metadata(P256PublicKey key) {
        byte[] all = bytes(
                // Digest of entry 1: magic, six sections, type and component of ID.
                "34 58 34 4d 06 00 00 00 49 44 24 00 0a 00 00 00",
                "21".repeat(16),
                // Security version 0, and entry 2 with most of its component: image GUID of ID.
                "00 86 0a 50",
                "22".repeat(12),
                // Rest of the component: header of an opaque section. Its content continues entry 2.
                "01 01 18 00",
                "50",
                "23".repeat(16),
                "01 58 20 24 24 24 24",
                // Rest of the digest: SG.
                "53 47 18 00",
                HexFormat.of().formatHex(ImagePackage.thumbprint(key).bytes()),
                "01 00 00 00",
                // Security version as u32: header of an opaque section. Its content has entry 3.
                "1a 02 3c 00 00",
                "86 0a 50",
                "31".repeat(16),
                "50",
                "32".repeat(16),
                "01 58 20",
                "33".repeat(20),
                // Rest of the digest: header and time of DB.
                "44 42 28 00 00 00 00 00 00 00 00 00",
                // Security version 0, and entry 4 with most of its image GUID: name in DB.
                "00 86 0a 50",
                "41".repeat(16),
                "50",
                "42".repeat(11),
                // Rest of the image GUID: header of an opaque section, which contains all that follows.
                "03 01 8c 00",
                "43 01 58 20",
                "44".repeat(32),
                "00",
                // The audience, and an image key that ends with the metadata length.
                "05 50",
                "51".repeat(16),
                "06 50",
                "52".repeat(16),
                "07 61 50",
                "09 81 58 40",
                "61".repeat(60),
                "00 00 00 00");
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(all.length - Integer.BYTES, all.length);
        return all;
    }

    /** Returns all signed bytes of the image. */
    public byte[] message() {
        return message.clone();
    }

    /** Returns the length of the image's body. */
    public int bodyLength() {
        return bodyLength;
    }

    /** Returns the body of the image. */
    public byte[] body() {
        return Arrays.copyOf(message, bodyLength);
    }

    /** Returns the manifest set with a signature over {@link #message}, so that the signature of the image signs the set. */
    public byte[] set(byte[] signature) {
        return concat(
                bytes("84 40 a0 59"),
                ByteBuffer.allocate(2).putShort((short) payload.length).array(),
                payload,
                bytes("81 83 58 26"),
                protectedHeader,
                bytes("a0 58 40"),
                signature);
    }

    private static byte[] bytes(String... hex) {
        return HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
