package dev.holdfast.sim.factory;

import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Signs development builds. Everybody has this key, as everybody has the one in Azure Sphere's SDK, so no device trusts it. When
 * you upload a build, Holdfast signs it with the catalog's key.
 */
public final class DevelopmentKey implements MessageSigner {
    private static final DevelopmentKey ONLY = new DevelopmentKey();

    private final DeterministicSigner signer = new DeterministicSigner(new BigInteger(
            1,
            Digest.sha256("Holdfast development key".getBytes(StandardCharsets.US_ASCII))
                    .bytes()));

    private DevelopmentKey() {}

    /** Returns the key. */
    public static DevelopmentKey get() {
        return ONLY;
    }

    /** Returns its public key. */
    public P256PublicKey publicKey() {
        return signer.publicKey();
    }

    @Override
    public SignatureBytes sign(byte[] message) {
        return signer.sign(message);
    }
}
