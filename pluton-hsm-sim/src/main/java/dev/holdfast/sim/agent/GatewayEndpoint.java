package dev.holdfast.sim.agent;

import dev.holdfast.sim.disk.DiskFile;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Address and trust anchors of the gateway. All devices of an endpoint share its TLS context. */
public final class GatewayEndpoint {
    private static final int LONGEST = 1024 * 1024;
    private static final int HIGHEST_PORT = 65_535;

    private final URI uri;
    private final DeviceTls tls;

    private GatewayEndpoint(URI uri, DeviceTls tls) {
        this.uri = uri;
        this.tls = tls;
    }

    /**
     * Reads the trust anchors of the gateway's certificate.
     *
     * @param uri {@code https://host:port}
     * @param certificates PEM file, one or more certificates
     * @throws IllegalArgumentException for another form of {@code uri}
     */
    public static GatewayEndpoint at(URI uri, Path certificates) throws IOException {
        boolean hasPort = uri.getPort() >= 1 && uri.getPort() <= HIGHEST_PORT;
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null || !hasPort) {
            throw new IllegalArgumentException("the gateway's address must be https://host:port, not " + uri);
        }
        try {
            return new GatewayEndpoint(uri, new DeviceTls(uri.getHost(), trust(certificates)));
        } catch (GeneralSecurityException e) {
            throw disk(certificates).unusable("is not a PEM file of certificates", e);
        }
    }

    private static DiskFile disk(Path certificates) {
        return new DiskFile(certificates, LONGEST, "Pass the PEM file with the trust anchors of the gateway.");
    }

    private static X509ExtendedTrustManager trust(Path certificates) throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        int count = 0;
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(disk(certificates).bytes()))) {
            anchors.setCertificateEntry("anchor-" + count++, certificate);
        }
        if (count == 0) {
            throw disk(certificates).unusable("holds no certificate");
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager x509) {
                return x509;
            }
        }
        throw new IllegalStateException("X.509 trust managers are not available");
    }

    public URI uri() {
        return uri;
    }

    /** Completes when no worker runs a handshake task. Switch all devices off first, so that no new task starts. */
    public Future<Void> idle() {
        return tls.idle();
    }

    DeviceTls tls() {
        return tls;
    }
}
