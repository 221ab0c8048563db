package dev.holdfast.backend.pki.key;

import dev.holdfast.backend.platform.signing.CapabilitySigner;
import dev.holdfast.backend.platform.signing.VoucherSigner;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.io.IOException;
import java.io.InputStream;

/** Adapts a P-256 key to the signers of the contract's byte formats. */
public final class P256Signer implements CapabilitySigner, VoucherSigner {
    private final PrivateKeyHandle key;
    private final P256PublicKey publicKey;

    /**
     * Wraps a key.
     *
     * @throws IllegalArgumentException unless the key is on P-256
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

    @Override
    public SignatureBytes sign(InputStream message) throws IOException {
        return SignatureBytes.of(key.sign(message));
    }
}
