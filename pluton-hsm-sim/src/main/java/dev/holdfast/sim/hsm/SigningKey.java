package dev.holdfast.sim.hsm;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import dev.holdfast.sim.hsm.host.JdkProvider;
import dev.holdfast.sim.hsm.rng.EntropyFailureException;
import dev.holdfast.sim.hsm.rng.HealthTestedRng;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;

/**
 * A key pair that can only sign. An initialized {@link Signature} of the JDK holds the private key. Its class belongs
 * to {@code java.base}, which is closed to reflection, and no method returns the key. Safe for use from any thread.
 */
final class SigningKey {
    private static final String CURVE = "secp256r1";

    private final Signature engine;
    private final P256PublicKey publicKey;

    /** Takes a private key. The caller must not keep it. */
    SigningKey(PrivateKey secret, P256PublicKey publicKey) {
        try {
            // ECDSA nonces come from the host, not from the chip's generator: two chips with the same seed would sign
            // different digests with the same nonce, which reveals the key.
            engine = Signature.getInstance("NONEwithECDSAinP1363Format", JdkProvider.sunEc());
            engine.initSign(secret, JdkProvider.random());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 signatures are not available", e);
        }
        this.publicKey = publicKey;
    }

    /** Stores a new private key. Called once, before the key becomes unreadable. */
    @FunctionalInterface
    interface PrivateKeyStore {
        void store(PrivateKey secret);
    }

    /** Makes a key that is not stored. */
    static SigningKey generate(HealthTestedRng random) {
        return generate(random, secret -> {});
    }

    /**
     * Makes a key.
     *
     * @throws EntropyFailureException when the random number generator stopped after a failed health test
     */
    static SigningKey generate(HealthTestedRng random, PrivateKeyStore store) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", JdkProvider.sunEc());
            generator.initialize(new ECGenParameterSpec(CURVE), random.asSecureRandom());
            KeyPair pair = generator.generateKeyPair();
            store.store(pair.getPrivate());
            return new SigningKey(pair.getPrivate(), P256PublicKey.of((ECPublicKey) pair.getPublic()));
        } catch (ProviderException e) {
            throw e.getCause() instanceof EntropyFailureException failure ? failure : e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 keys are not available", e);
        }
    }

    P256PublicKey publicKey() {
        return publicKey;
    }

    SignatureBytes sign(Digest digest) {
        synchronized (engine) {
            try {
                engine.update(digest.bytes());
                return SignatureBytes.of(engine.sign());
            } catch (GeneralSecurityException e) {
                throw new PlutonException(Errno.EIO, "the signing engine failed", e);
            }
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + publicKey.hex().substring(0, 12) + "]";
    }
}
