package dev.holdfast.sim.agent;

import dev.holdfast.sim.disk.DiskFile;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;

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
            return new GatewayEndpoint(uri, new DeviceTls(uri.getHost(), anchors(certificates)));
        } catch (GeneralSecurityException e) {
            throw disk(certificates).unusable("is not a PEM file of certificates", e);
        }
    }

    private static DiskFile disk(Path certificates) {
        return new DiskFile(certificates, LONGEST, "Pass the PEM file with the trust anchors of the gateway.");
    }

    private static Set<TrustAnchor> anchors(Path certificates) throws IOException, GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(disk(certificates).bytes()))) {
            anchors.add(new TrustAnchor((X509Certificate) certificate, null));
        }
        if (anchors.isEmpty()) {
            throw disk(certificates).unusable("holds no certificate");
        }
        return anchors;
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
