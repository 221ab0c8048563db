package dev.holdfast.gateway.support;

import dev.holdfast.contract.id.P256PublicKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;

/** Generates key pairs. */
public final class TestKeys {
    private TestKeys() {}

    /** Makes a P-256 key pair. */
    public static KeyPair p256() {
        return make("secp256r1");
    }

    /** Makes a P-384 key pair. */
    public static KeyPair p384() {
        return make("secp384r1");
    }

    /** Makes an RSA key pair, which no device has. */
    public static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the public half of a P-256 key pair. */
    public static P256PublicKey publicKey(KeyPair pair) {
        return P256PublicKey.of((ECPublicKey) pair.getPublic());
    }

    private static KeyPair make(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
