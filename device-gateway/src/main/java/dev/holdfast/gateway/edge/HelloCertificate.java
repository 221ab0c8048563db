package dev.holdfast.gateway.edge;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * Self-signed certificate of a chip over its general key, with the device ID as common name. The certificate proves the
 * key, but only claims the ID. The backend checks both against the endorsements.
 */
final class HelloCertificate {
    private static final String SHA256_ECDSA = "1.2.840.10045.4.3.2";

    private HelloCertificate() {}

    /** Returns whether the certificate names itself as its issuer. The signature is not checked. */
    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** Checks key, name, validity, algorithm and self-signature. */
    static Classification.Accepted verify(X509Certificate certificate, Instant now) throws IdentityRefusedException {
        P256PublicKey key = Certificates.key(certificate);
        DeviceId device = Certificates.device(certificate);
        Certificates.requireValid(certificate, now);
        if (certificate.hasUnsupportedCriticalExtension()
                || !certificate.getSigAlgOID().equals(SHA256_ECDSA)) {
            throw new IdentityRefusedException(
                    RefusalReason.MALFORMED_CERTIFICATE, "not ECDSA with SHA-256, or an unknown critical extension");
        }
        try {
            certificate.verify(certificate.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new IdentityRefusedException(RefusalReason.BAD_SELF_SIGNATURE, String.valueOf(e.getMessage()));
        }
        return new Classification.Accepted(
                new DeviceIdentity.General(device, key),
                certificate.getNotAfter().toInstant(),
                null);
    }
}
