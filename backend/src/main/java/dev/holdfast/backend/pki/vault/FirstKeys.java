package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.certificate.AuthorityCertificates;
import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.pki.key.PrivateKeyHandle;
import dev.holdfast.backend.pki.key.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;

/** Keys that an installation creates at its first start, with their aliases. */
final class FirstKeys {
    static final String ROOT = "root";
    static final String POLICY = "policy";
    static final String CAPABILITY = "capability";
    static final String RESULT = "result";
    static final String VOUCHER = "voucher";
    static final String CHALLENGE = "challenge";
    static final String AUDIT = "audit";

    private static final int SECRET_LENGTH = 32;

    private final AuthorityCertificates certificates = new AuthorityCertificates();

    /** Creates the keys, unless another process did. */
    void makeIn(KeyEntries keys, Instant now) throws GeneralSecurityException {
        if (keys.has(ROOT)) {
            return;
        }
        KeyPair rootPair = keys.generate(SigningAlgorithm.ECDSA_P384);
        KeyPair policyPair = keys.generate(SigningAlgorithm.ECDSA_P384);
        CertificateAuthority root = certificates.root(keys.handle(rootPair, SigningAlgorithm.ECDSA_P384), now);
        CertificateAuthority policy =
                certificates.policy(root, keys.handle(policyPair, SigningAlgorithm.ECDSA_P384), now);
        keys.put(POLICY, policyPair, policy.certificate(), root.certificate());
        makeSigner(keys, CAPABILITY, now);
        makeSigner(keys, StoredKeyVault.alias(KeyVault.FIRST_SET_KEY), now);
        makeSigner(keys, RESULT, now);
        makeSigner(keys, VOUCHER, now);
        makeSecret(keys, CHALLENGE);
        makeSecret(keys, AUDIT);
        // Stored last: without the root, an interrupted first start begins again.
        keys.put(ROOT, rootPair, root.certificate());
    }

    private static void makeSecret(KeyEntries keys, String alias) throws GeneralSecurityException {
        byte[] secret = new byte[SECRET_LENGTH];
        new SecureRandom().nextBytes(secret);
        keys.put(alias, new SecretKeySpec(secret, KeyEntries.HMAC));
    }

    private void makeSigner(KeyEntries keys, String alias, Instant now) throws GeneralSecurityException {
        KeyPair pair = keys.generate(SigningAlgorithm.ECDSA_P256);
        PrivateKeyHandle key = keys.handle(pair, SigningAlgorithm.ECDSA_P256);
        keys.put(alias, pair, certificates.carrier(key, "Holdfast " + alias + " key", now));
    }
}
