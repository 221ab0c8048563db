package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.pki.key.PrivateKeyHandle;
import dev.holdfast.backend.pki.key.SigningAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import org.jspecify.annotations.Nullable;

/** A key of a Java cryptography provider: in memory or behind PKCS#11. */
final class JcaKey implements PrivateKeyHandle {
    private static final int BUFFER = 64 * 1024;

    private final PrivateKey privateKey;
    private final ECPublicKey publicKey;
    private final SigningAlgorithm algorithm;
    private final @Nullable Provider provider;

    JcaKey(PrivateKey privateKey, ECPublicKey publicKey, SigningAlgorithm algorithm, @Nullable Provider provider) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.algorithm = algorithm;
        this.provider = provider;
    }

    @Override
    public ECPublicKey publicKey() {
        return publicKey;
    }

    @Override
    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signature = begin();
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException | ProviderException e) {
            throw unavailable(e);
        }
    }

    @Override
    public byte[] sign(InputStream message) throws IOException {
        try {
            Signature signature = begin();
            byte[] part = new byte[BUFFER];
            for (int read = message.read(part); read >= 0; read = message.read(part)) {
                signature.update(part, 0, read);
            }
            return signature.sign();
        } catch (GeneralSecurityException | ProviderException e) {
            throw unavailable(e);
        }
    }

    private Signature begin() throws GeneralSecurityException {
        Signature signature = provider == null
                ? Signature.getInstance(algorithm.jcaName())
                : Signature.getInstance(algorithm.jcaName(), provider);
        signature.initSign(privateKey);
        return signature;
    }

    private static KeyUnavailableException unavailable(Exception cause) {
        return new KeyUnavailableException("cannot sign with the key", cause);
    }

    @Override
    public String toString() {
        return algorithm + " key";
    }
}
