package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.pki.key.MacKey;
import dev.holdfast.backend.pki.key.PrivateKeyHandle;
import dev.holdfast.backend.pki.key.SigningAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** Entries of a key store by alias. The only class that turns Java keys into handles. */
final class KeyEntries {
    /** Java's name of the MAC algorithm. */
    static final String HMAC = "HmacSHA256";

    private final KeyStore keys;
    private final KeyStore.ProtectionParameter protection;
    private final @Nullable Provider provider;

    /** Opens a key store with the provider for its cryptography; null for the default one. */
    KeyEntries(KeyStore keys, KeyStore.ProtectionParameter protection, @Nullable Provider provider) {
        this.keys = keys;
        this.protection = protection;
        this.provider = provider;
    }

    record CertifiedKey(PrivateKeyHandle key, X509CertificateHolder certificate) {}

    boolean has(String alias) throws KeyStoreException {
        return keys.containsAlias(alias);
    }

    /** Returns a private key and its certificate; fails if the entry is missing or not a private key. */
    CertifiedKey key(String alias, SigningAlgorithm algorithm) throws GeneralSecurityException {
        if (!(entry(alias) instanceof KeyStore.PrivateKeyEntry entry)
                || !(entry.getCertificate() instanceof X509Certificate certificate)) {
            throw new GeneralSecurityException("entry " + alias + " is missing or is not a private key");
        }
        return new CertifiedKey(
                new JcaKey(entry.getPrivateKey(), (ECPublicKey) certificate.getPublicKey(), algorithm, provider),
                decode(certificate));
    }

    private SecretKey secret(String alias) throws GeneralSecurityException {
        if (entry(alias) instanceof KeyStore.SecretKeyEntry entry) {
            return entry.getSecretKey();
        }
        throw new GeneralSecurityException("entry " + alias + " is missing or is not a secret");
    }

    void put(String alias, KeyPair pair, X509CertificateHolder... chain) throws GeneralSecurityException {
        Certificate[] certificates = new Certificate[chain.length];
        for (int i = 0; i < chain.length; i++) {
            certificates[i] = encode(chain[i]);
        }
        keys.setEntry(alias, new KeyStore.PrivateKeyEntry(pair.getPrivate(), certificates), protection);
    }

    void put(String alias, SecretKey secret) throws GeneralSecurityException {
        keys.setEntry(alias, new KeyStore.SecretKeyEntry(secret), protection);
    }

    void remove(String alias) throws KeyStoreException {
        keys.deleteEntry(alias);
    }

    /** Generates a key pair inside the store's provider. */
    KeyPair generate(SigningAlgorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator =
                provider == null ? KeyPairGenerator.getInstance("EC") : KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec(algorithm.curve()));
        return generator.generateKeyPair();
    }

    PrivateKeyHandle handle(KeyPair pair, SigningAlgorithm algorithm) {
        return new JcaKey(pair.getPrivate(), (ECPublicKey) pair.getPublic(), algorithm, provider);
    }

    MacKey mac(String alias) throws GeneralSecurityException {
        SecretKey secret = secret(alias);
        return message -> mac(secret, message);
    }

    private byte[] mac(SecretKey secret, byte[] message) {
        try {
            Mac mac = provider == null ? Mac.getInstance(HMAC) : Mac.getInstance(HMAC, provider);
            mac.init(secret);
            return mac.doFinal(message);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new KeyUnavailableException("cannot compute a MAC with the secret", e);
        }
    }

    private KeyStore.@Nullable Entry entry(String alias) throws GeneralSecurityException {
        return keys.getEntry(alias, protection);
    }

    private static X509CertificateHolder decode(X509Certificate certificate) throws GeneralSecurityException {
        try {
            return new X509CertificateHolder(certificate.getEncoded());
        } catch (IOException e) {
            throw new GeneralSecurityException("a certificate is damaged", e);
        }
    }

    private static Certificate encode(X509CertificateHolder certificate) throws GeneralSecurityException {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
        } catch (IOException e) {
            throw new GeneralSecurityException("cannot encode the certificate", e);
        }
    }
}
