package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.PrivateKeyHandle;
import dev.holdfast.backend.pki.key.SigningAlgorithm;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.cert.X509CertificateHolder;

/** Keys in memory. */
public final class TestKeys {
    private TestKeys() {}

    /** Makes a pair. */
    public static KeyPair generate(SigningAlgorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(algorithm.curve()));
        return generator.generateKeyPair();
    }

    /** Returns a handle on a pair. */
    public static PrivateKeyHandle handle(KeyPair pair, SigningAlgorithm algorithm) {
        return new JcaKey(pair.getPrivate(), (ECPublicKey) pair.getPublic(), algorithm, null);
    }

    /** Puts a key with its certificates into the file of a vault. */
    public static void put(
            Path folder, String passphrase, String alias, KeyPair pair, X509CertificateHolder... certificates) {
        new Pkcs12File(folder, passphrase.toCharArray()).update(keys -> {
            keys.put(alias, pair, certificates);
            return keys;
        });
    }
}
