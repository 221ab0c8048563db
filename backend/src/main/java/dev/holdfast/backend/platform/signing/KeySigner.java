package dev.holdfast.backend.platform.signing;

import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.id.P256PublicKey;

/** Signs messages with a key of the installation. Blocks briefly. */
public interface KeySigner extends MessageSigner {
    P256PublicKey publicKey();
}
