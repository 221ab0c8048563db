package dev.holdfast.contract.format;

import dev.holdfast.contract.id.SignatureBytes;
import java.io.IOException;
import java.io.InputStream;

/** Signs with a P-256 private key that the formats cannot access. */
@FunctionalInterface
public interface MessageSigner {
    /** Returns the ECDSA signature (R‖S) over the SHA-256 of {@code message}. */
    SignatureBytes sign(byte[] message);

    /** Signs the rest of {@code message} and does not close it. This implementation reads all of it into memory. */
    default SignatureBytes sign(InputStream message) throws IOException {
        return sign(message.readAllBytes());
    }
}
