package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.PrivateKeyHandle;
import dev.holdfast.backend.pki.key.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;

/** Keys in memory. */
public final class TestKeys {
    private TestKeys() {}

    /** Creates a key pair. */
    public static KeyPair generate(SigningAlgorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(algorithm.curve()));
        return generator.generateKeyPair();
    }

    /** Returns a handle on a pair. */
    public static PrivateKeyHandle handle(KeyPair pair, SigningAlgorithm algorithm) {
        return new JcaKey(pair.getPrivate(), (ECPublicKey) pair.getPublic(), algorithm, null);
    }
}
