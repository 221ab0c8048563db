package dev.holdfast.backend.pki.key;

/** A secret that authenticates messages and is not readable. */
@FunctionalInterface
public interface MacKey {
    /**
     * Returns the 32-byte HMAC-SHA256 of {@code message}.
     *
     * @throws KeyUnavailableException when the secret is unreachable
     */
    byte[] mac(byte[] message);
}
