package dev.holdfast.gateway.edge;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Parses certificates, and checks what all device certificates need: a P-256 key, a device ID as name, a validity. */
final class Certificates {
    private static final CertificateFactory X509 = x509();
    private static final String COMMON_NAME = "CN=";
    /** Subject of a single hexadecimal common name, as most devices have. Such a subject needs no RFC 2253 parsing. */
    private static final Pattern ONE_PLAIN_NAME = Pattern.compile(COMMON_NAME + "[0-9a-fA-F]+");

    private Certificates() {}

    /** Converts the TLS engine's certificates to classes of the JDK. */
    static List<X509Certificate> parsed(List<? extends Certificate> chain) throws IdentityRefusedException {
        List<X509Certificate> parsed = new ArrayList<>(chain.size());
        try {
            for (Certificate certificate : chain) {
                parsed.add(parse(certificate.getEncoded()));
            }
        } catch (CertificateException e) {
            throw new IdentityRefusedException(RefusalReason.MALFORMED_CERTIFICATE, String.valueOf(e.getMessage()));
        }
        return parsed;
    }

    static X509Certificate parse(byte[] encoded) throws CertificateException {
        return (X509Certificate) X509.generateCertificate(new ByteArrayInputStream(encoded));
    }

    /** Returns the key, which must be on P-256. */
    static P256PublicKey key(X509Certificate certificate) throws IdentityRefusedException {
        try {
            if (certificate.getPublicKey() instanceof ECPublicKey key) {
                return P256PublicKey.of(key);
            }
        } catch (IllegalArgumentException e) {
            throw new IdentityRefusedException(RefusalReason.MALFORMED_CERTIFICATE, "key is on another curve");
        }
        throw new IdentityRefusedException(RefusalReason.MALFORMED_CERTIFICATE, "key is not an EC key");
    }

    /** Returns the device ID in the common name. */
    static DeviceId device(X509Certificate certificate) throws IdentityRefusedException {
        try {
            return DeviceId.parse(commonName(certificate));
        } catch (InvalidNameException | IllegalArgumentException e) {
            throw new IdentityRefusedException(RefusalReason.NOT_A_DEVICE_ID, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the catalog in the common name of a CA. */
    static UUID catalog(X509Certificate authority) throws IdentityRefusedException {
        try {
            String name = commonName(authority);
            if (name.startsWith(InternalApi.AUTHORITY_NAME)) {
                return UUID.fromString(name.substring(InternalApi.AUTHORITY_NAME.length()));
            }
            throw new IllegalArgumentException("the authority's name " + name + " names no catalog");
        } catch (InvalidNameException | IllegalArgumentException e) {
            throw new IdentityRefusedException(RefusalReason.UNTRUSTED_CHAIN, String.valueOf(e.getMessage()));
        }
    }

    private static String commonName(X509Certificate certificate) throws InvalidNameException {
        String subject = certificate.getSubjectX500Principal().getName();
        if (ONE_PLAIN_NAME.matcher(subject).matches()) {
            return subject.substring(COMMON_NAME.length());
        }
        List<Rdn> names = new LdapName(subject)
                .getRdns().stream()
                        .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                        .toList();
        if (names.size() == 1
                && names.getFirst().size() == 1
                && names.getFirst().getValue() instanceof String name) {
            return name;
        }
        throw new IllegalArgumentException("the subject has not exactly one common name");
    }

    static void requireValid(X509Certificate certificate, Instant now) throws IdentityRefusedException {
        if (now.isBefore(certificate.getNotBefore().toInstant())
                || now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new IdentityRefusedException(
                    RefusalReason.OUT_OF_VALIDITY,
                    "valid from " + certificate.getNotBefore().toInstant() + " to "
                            + certificate.getNotAfter().toInstant());
        }
    }

    private static CertificateFactory x509() {
        try {
            return CertificateFactory.getInstance("X.509");
        } catch (CertificateException e) {
            throw new IllegalStateException("X.509 is not available", e);
        }
    }
}
