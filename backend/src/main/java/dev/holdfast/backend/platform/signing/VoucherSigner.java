package dev.holdfast.backend.platform.signing;

import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.id.P256PublicKey;

/** Signs transfers of devices between catalogs, with a key of the installation that signs nothing else. */
public interface VoucherSigner extends MessageSigner {
    /** Returns the public half. */
    P256PublicKey publicKey();
}
