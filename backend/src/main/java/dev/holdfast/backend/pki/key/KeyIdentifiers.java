package dev.holdfast.backend.pki.key;

import dev.holdfast.contract.id.Digest;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;

public final class KeyIdentifiers {
    private static final int LENGTH = 20;

    private KeyIdentifiers() {}

    /** Returns the identifier of a key: the leftmost 160 bits of the SHA-256 of its bit string (RFC 7093 §2 method 1). */
    public static byte[] of(SubjectPublicKeyInfo key) {
        return Arrays.copyOf(Digest.sha256(key.getPublicKeyData().getOctets()).bytes(), LENGTH);
    }

    /** Returns the SHA-256 fingerprint of a certificate in hex. */
    public static String thumbprint(byte[] encoded) {
        return Digest.sha256(encoded).json();
    }

    public static boolean areOfSameKey(PrivateKeyHandle key, X509CertificateHolder certificate) {
        return SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded())
                .equals(certificate.getSubjectPublicKeyInfo());
    }
}
