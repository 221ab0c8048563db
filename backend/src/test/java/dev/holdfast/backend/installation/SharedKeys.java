package dev.holdfast.backend.installation;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Key pairs that all classes in this JVM share, in system properties. Quarkus loads these classes twice, for the test resource and for the
 * tests, so a static field would hold two different pairs.
 */
final class SharedKeys {
    private SharedKeys() {}

    /** Returns the P-256 key pair of a name. */
    static KeyPair p256(String name) {
        return kept("EC", new ECGenParameterSpec("secp256r1"), name);
    }

    /** Returns the RSA key pair of a name. */
    static KeyPair rsa(String name) {
        return kept("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), name);
    }

    /** Returns a new key pair that is not shared. */
    static KeyPair newP256() {
        return generate("EC", new ECGenParameterSpec("secp256r1"));
    }

    /** Returns the key pair of a name; generates it at first use. */
    private static KeyPair kept(String algorithm, AlgorithmParameterSpec parameters, String name) {
        String encoded = (String) System.getProperties()
                .computeIfAbsent("holdfast.test.key." + name, absent -> encode(generate(algorithm, parameters)));
        String[] halves = encoded.split("\\.", -1);
        try {
            KeyFactory factory = KeyFactory.getInstance(algorithm);
            return new KeyPair(
                    factory.generatePublic(
                            new X509EncodedKeySpec(Base64.getDecoder().decode(halves[0]))),
                    factory.generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves[1]))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(KeyPair pair) {
        Base64.Encoder base64 = Base64.getEncoder();
        return base64.encodeToString(pair.getPublic().getEncoded()) + "."
                + base64.encodeToString(pair.getPrivate().getEncoded());
    }

    private static KeyPair generate(String algorithm, AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
