package dev.holdfast.sim.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Where the gateway is and how to know it.
 *
 * @param uri {@code https://host:port}
 * @param trust accepts the gateway's certificate
 */
public record GatewayEndpoint(URI uri, X509TrustManager trust) {
    /** Checks the address. */
    public GatewayEndpoint {
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 1) {
            throw new IllegalArgumentException("the gateway's address is https://host:port, not " + uri);
        }
    }

    /**
     * Reads the certificates that the gateway's must chain to.
     *
     * @param certificates PEM, one or more
     */
    public static GatewayEndpoint at(URI uri, Path certificates) throws IOException {
        try {
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            int count = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificates)))) {
                anchors.setCertificateEntry("anchor-" + count++, certificate);
            }
            if (count == 0) {
                throw new IOException(certificates + " holds no certificate");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return new GatewayEndpoint(uri, x509);
                }
            }
            throw new IllegalStateException("every Java platform trusts X.509 certificates");
        } catch (GeneralSecurityException e) {
            throw new IOException(certificates + " is not a PEM file of certificates", e);
        }
    }
}
