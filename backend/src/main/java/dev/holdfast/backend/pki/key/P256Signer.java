package dev.holdfast.backend.pki.key;

import dev.holdfast.backend.platform.signing.ImageSigner;
import dev.holdfast.backend.platform.signing.VoucherSigner;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;

/** A P-256 key in the shape that the byte formats of the contract want. */
public final class P256Signer implements ImageSigner, VoucherSigner {
    private final PrivateKeyHandle key;
    private final P256PublicKey publicKey;

    /**
     * Wraps a key.
     *
     * @throws IllegalArgumentException unless it is on P-256
     */
    public P256Signer(PrivateKeyHandle key) {
        this.key = key;
        this.publicKey = P256PublicKey.of(key.publicKey());
    }

    @Override
    public P256PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public SignatureBytes sign(byte[] message) {
        return SignatureBytes.of(key.sign(message));
    }
}
