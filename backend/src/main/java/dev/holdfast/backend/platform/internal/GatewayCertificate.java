package dev.holdfast.backend.platform.internal;

import dev.holdfast.contract.id.Digest;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Tells the gateway's certificate from the others that the infrastructure CA issued. TLS has already checked the
 * chain; this looks at the name.
 *
 * @param certificate the peer's
 * @param fingerprint the SHA-256 digest of its encoding
 */
record GatewayCertificate(X509Certificate certificate, Digest fingerprint) {
    private static final String NAME = "device-gateway";

    /** Returns the certificate that the peer of a session showed, if it is a gateway's. */
    static Optional<GatewayCertificate> of(@Nullable SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf && isNamed(leaf)
                    ? Optional.of(new GatewayCertificate(leaf, Digest.sha256(leaf.getEncoded())))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isNamed(X509Certificate leaf) {
        try {
            return new LdapName(leaf.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .anyMatch(part -> part.getType().equalsIgnoreCase("CN") && NAME.equals(part.getValue()));
        } catch (InvalidNameException e) {
            return false;
        }
    }
}
