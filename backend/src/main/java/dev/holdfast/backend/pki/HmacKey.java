package dev.holdfast.backend.pki;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** A secret held by a provider of the Java cryptography architecture. */
final class HmacKey implements MacKey {
    static final String ALGORITHM = "HmacSHA256";

    private final SecretKey secret;

    HmacKey(SecretKey secret) {
        this.secret = secret;
    }

    @Override
    public byte[] mac(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("a secret does not work", e);
        }
    }
}
