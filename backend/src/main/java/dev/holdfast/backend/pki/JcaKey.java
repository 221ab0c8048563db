package dev.holdfast.backend.pki;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;

/** A key held by a provider of the Java cryptography architecture: in this process's memory, or behind PKCS#11. */
final class JcaKey implements PrivateKeyHandle {
    private final PrivateKey privateKey;
    private final ECPublicKey publicKey;
    private final SigningAlgorithm algorithm;

    JcaKey(PrivateKey privateKey, ECPublicKey publicKey, SigningAlgorithm algorithm) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.algorithm = algorithm;
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
            Signature signature = Signature.getInstance(algorithm.jcaName());
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("a signing key does not work", e);
        }
    }

    @Override
    public String toString() {
        return algorithm + " key";
    }
}
