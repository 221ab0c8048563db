package dev.holdfast.backend.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;

/** Keys in memory. */
final class TestKeys {
    private TestKeys() {}

    static KeyPair generate(SigningAlgorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(algorithm.curve()));
        return generator.generateKeyPair();
    }

    static PrivateKeyHandle handle(KeyPair pair, SigningAlgorithm algorithm) {
        return new JcaKey(pair.getPrivate(), (ECPublicKey) pair.getPublic(), algorithm, null);
    }
}
