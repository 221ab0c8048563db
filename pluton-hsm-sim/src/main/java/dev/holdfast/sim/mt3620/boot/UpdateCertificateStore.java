package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.id.P256PublicKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The key and root with which a device verifies its service: the body of an image of type {@code UpdateCertStore}. The
 * layout is Holdfast's: the 64 bytes of the result key, then the root certificate in PEM.
 *
 * @param resultKey signs attestation results
 * @param rootCertificate PEM; every certificate for the device must chain to it
 */
public record UpdateCertificateStore(P256PublicKey resultKey, String rootCertificate) {
    private static final int MAX_LENGTH = 24 * 1024;

    /** Returns the body of the store's image. */
    public byte[] encode() {
        byte[] pem = rootCertificate.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(P256PublicKey.LENGTH + pem.length)
                .put(resultKey.bytes())
                .put(pem)
                .array();
    }

    /**
     * Parses the body of a verified image.
     *
     * @throws FormatException when it is too short or too long
     */
    public static UpdateCertificateStore decode(byte[] body) throws FormatException {
        if (body.length <= P256PublicKey.LENGTH || body.length > MAX_LENGTH) {
            throw new FormatException("the certificate store has " + body.length + " bytes, allowed are "
                    + (P256PublicKey.LENGTH + 1) + " to " + MAX_LENGTH);
        }
        ByteBuffer in = ByteBuffer.wrap(body);
        byte[] key = new byte[P256PublicKey.LENGTH];
        in.get(key);
        return new UpdateCertificateStore(
                P256PublicKey.of(key), StandardCharsets.US_ASCII.decode(in).toString());
    }
}
