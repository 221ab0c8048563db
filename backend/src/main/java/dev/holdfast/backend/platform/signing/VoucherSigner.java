package dev.holdfast.backend.platform.signing;

import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.id.P256PublicKey;

/** Signs vouchers for transfers between catalogs with a dedicated key of the installation. */
public interface VoucherSigner extends MessageSigner {
    P256PublicKey publicKey();
}
