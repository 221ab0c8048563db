package dev.holdfast.backend.pki.key;

import java.security.interfaces.ECPublicKey;

/**
 * A private key that can be used and not read. Whether it lies in this process, in another, or in a hardware module is
 * not the caller's business.
 */
public interface PrivateKeyHandle {
    /** Returns the public half. */
    ECPublicKey publicKey();

    /** Returns how this key signs. */
    SigningAlgorithm algorithm();

    /**
     * Signs.
     *
     * @param message what to sign; hashed as {@link #algorithm()} says
     * @return R‖S, each {@link SigningAlgorithm#coordinateLength()} bytes (IEEE P1363: the form of COSE and of PKCS#11)
     * @throws KeyUnavailableException when the key cannot be reached
     */
    byte[] sign(byte[] message);
}
