package dev.holdfast.backend.pki.key;

import java.io.IOException;
import java.io.InputStream;
import java.security.interfaces.ECPublicKey;

/** A private key that can sign but cannot be read. It may be in this process, in another, or in a hardware security module. */
public interface PrivateKeyHandle {
    ECPublicKey publicKey();

    SigningAlgorithm algorithm();

    /**
     * Signs a message.
     *
     * @param message message, which is hashed by {@link #algorithm()}
     * @return R‖S, each {@link SigningAlgorithm#coordinateLength()} bytes (IEEE P1363: the form of COSE and of PKCS#11)
     * @throws KeyUnavailableException when the key is unreachable
     */
    byte[] sign(byte[] message);

    /** Signs the rest of {@code message} without all of it in memory, and does not close it; see {@link #sign(byte[])}. */
    byte[] sign(InputStream message) throws IOException;
}
