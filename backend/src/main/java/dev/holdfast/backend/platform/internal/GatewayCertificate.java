package dev.holdfast.backend.platform.internal;

import io.vertx.core.http.HttpServerRequest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Tells the gateway's certificate from the others that the infrastructure CA issued. TLS has already checked the
 * chain; this looks at the name.
 */
final class GatewayCertificate {
    private static final String NAME = "device-gateway";

    private GatewayCertificate() {}

    static boolean isPresentedBy(HttpServerRequest request) {
        SSLSession session = request.sslSession();
        if (session == null) {
            return false;
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf && isNamed(leaf);
        } catch (SSLPeerUnverifiedException e) {
            return false;
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
