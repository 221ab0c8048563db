package dev.holdfast.backend.pki.key;

/** A secret that authenticates messages and cannot be read. */
@FunctionalInterface
public interface MacKey {
    /**
     * Returns the 32-byte HMAC-SHA256 of {@code message}.
     *
     * @throws KeyUnavailableException when the secret cannot be reached
     */
    byte[] mac(byte[] message);
}
