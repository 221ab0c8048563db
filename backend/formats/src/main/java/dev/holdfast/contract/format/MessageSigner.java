package dev.holdfast.contract.format;

import dev.holdfast.contract.id.SignatureBytes;

/** Signs with a P-256 key that it alone holds. The formats take this instead of a private key. */
@FunctionalInterface
public interface MessageSigner {
    /** Returns the ECDSA signature (R‖S) over the SHA-256 of {@code message}. */
    SignatureBytes sign(byte[] message);
}
