package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.pki.key.MacKey;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.ProviderException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** A secret held by a provider of the Java cryptography architecture. */
final class HmacKey implements MacKey {
    static final String ALGORITHM = "HmacSHA256";

    private final SecretKey secret;
    private final @Nullable Provider provider;

    HmacKey(SecretKey secret, @Nullable Provider provider) {
        this.secret = secret;
        this.provider = provider;
    }

    @Override
    public byte[] mac(byte[] message) {
        try {
            Mac mac = provider == null ? Mac.getInstance(ALGORITHM) : Mac.getInstance(ALGORITHM, provider);
            mac.init(secret);
            return mac.doFinal(message);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new KeyUnavailableException("a secret does not work", e);
        }
    }
}
