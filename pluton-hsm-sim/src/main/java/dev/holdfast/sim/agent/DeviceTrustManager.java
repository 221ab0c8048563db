package dev.holdfast.sim.agent;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a gateway whose certificate chains to the anchors, has its host name, and is valid by the device's own clock.
 */
final class DeviceTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager anchors;
    private final Handshakes handshakes;

    DeviceTrustManager(X509ExtendedTrustManager anchors, Handshakes handshakes) {
        this.anchors = anchors;
        this.handshakes = handshakes;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        anchors.checkServerTrusted(chain, authType, engine);
        Handshakes.Client client = Optional.ofNullable(engine)
                .flatMap(handshakes::of)
                .orElseThrow(() -> new CertificateException("the connection has no device"));
        Date now = Date.from(client.clock().instant());
        for (X509Certificate certificate : chain) {
            certificate.checkValidity(now);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException("only engines are supported");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only engines are supported");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("only server certificates are supported");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException("only server certificates are supported");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only server certificates are supported");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return anchors.getAcceptedIssuers();
    }
}
