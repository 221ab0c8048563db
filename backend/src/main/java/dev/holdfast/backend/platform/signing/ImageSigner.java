package dev.holdfast.backend.platform.signing;

import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.id.P256PublicKey;

/** Signs customers' images and manifest sets with the installation's image key, which every device trusts. */
public interface ImageSigner extends MessageSigner {
    P256PublicKey publicKey();
}
