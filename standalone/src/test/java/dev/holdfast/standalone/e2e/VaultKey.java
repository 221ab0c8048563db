package dev.holdfast.standalone.e2e;

import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Collections;

/** A signing key of the installation, read from the backend's key file. */
record VaultKey(P256PublicKey publicKey, PrivateKey privateKey) {
    /** Reads the key with this public key. */
    static VaultKey of(Stack stack, P256PublicKey publicKey) throws IOException, GeneralSecurityException {
        char[] passphrase = stack.installation()
                .secrets()
                .machine("backend.keys.passphrase")
                .toCharArray();
        Path file;
        try (var files = Files.walk(stack.installation().home().keys())) {
            file = files.filter(it -> it.endsWith("holdfast-keys.p12"))
                    .findFirst()
                    .orElseThrow();
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, passphrase);
        }
        for (String alias : Collections.list(keys.aliases())) {
            Certificate certificate = keys.getCertificate(alias);
            if (certificate != null
                    && certificate.getPublicKey() instanceof ECPublicKey key
                    && key.getParams().getOrder().bitLength() == 256
                    && P256PublicKey.of(key).equals(publicKey)) {
                return new VaultKey(publicKey, (PrivateKey) keys.getKey(alias, passphrase));
            }
        }
        throw new AssertionError("the key file has no key " + publicKey);
    }

    SignatureBytes sign(byte[] message) {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
            ecdsa.initSign(privateKey);
            ecdsa.update(message);
            return SignatureBytes.of(ecdsa.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
