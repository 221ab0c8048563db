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
 * A key pair that can sign and nothing else. The private half is held by an initialised {@link Signature} of the JDK:
 * its class belongs to {@code java.base}, whose internals are closed to reflection, and it has no method that gives the
 * key back. May be called from any thread.
 */
final class SigningKey {
    /** The JDK's own provider: another one would hold the key in classes that reflection may open. */
    private static final String CURVE = "secp256r1";

    private final Signature engine;
    private final P256PublicKey publicKey;

    /** Takes a private key, which the caller forgets. */
    SigningKey(PrivateKey secret, P256PublicKey publicKey) {
        try {
            // The nonce of a signature comes from the host, not from the chip's generator: two chips with the same seed
            // would otherwise sign different digests with the same nonce, and that gives the key away.
            engine = Signature.getInstance("NONEwithECDSAinP1363Format", JdkProvider.sunEc());
            engine.initSign(secret, JdkProvider.random());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform signs with P-256", e);
        }
        this.publicKey = publicKey;
    }

    /** Keeps what is made, once, before it is locked away. */
    @FunctionalInterface
    interface Keeper {
        void keep(PrivateKey secret);
    }

    /** Makes a key that nobody keeps. */
    static SigningKey generate(HealthTestedRng random) {
        return generate(random, secret -> {});
    }

    /**
     * Makes a key.
     *
     * @throws EntropyFailureException when randomness is withheld; the JDK wraps it and here it is unwrapped
     */
    static SigningKey generate(HealthTestedRng random, Keeper keeper) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", JdkProvider.sunEc());
            generator.initialize(new ECGenParameterSpec(CURVE), random.asSecureRandom());
            KeyPair pair = generator.generateKeyPair();
            keeper.keep(pair.getPrivate());
            return new SigningKey(pair.getPrivate(), P256PublicKey.of((ECPublicKey) pair.getPublic()));
        } catch (ProviderException e) {
            throw e.getCause() instanceof EntropyFailureException withheld ? withheld : e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes P-256 keys", e);
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
