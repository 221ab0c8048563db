package dev.holdfast.contract.format;

import dev.holdfast.contract.id.SignatureBytes;

/** Signs with a P-256 private key that the formats cannot access. */
@FunctionalInterface
public interface MessageSigner {
    /** Returns the ECDSA signature (R‖S) over the SHA-256 of {@code message}. */
    SignatureBytes sign(byte[] message);
}
