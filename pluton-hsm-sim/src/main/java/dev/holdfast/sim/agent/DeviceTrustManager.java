package dev.holdfast.sim.agent;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a gateway whose certificate chains to the anchors, has its host name, and is valid by the clock of the
 * connection. A connection without a clock ignores the dates.
 */
final class DeviceTrustManager extends X509ExtendedTrustManager {
    private final Set<TrustAnchor> anchors;
    private final Handshakes handshakes;

    DeviceTrustManager(Set<TrustAnchor> anchors, Handshakes handshakes) {
        this.anchors = Set.copyOf(anchors);
        this.handshakes = handshakes;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        Handshakes.Client client = Optional.ofNullable(engine)
                .flatMap(handshakes::of)
                .orElseThrow(() -> new CertificateException("the connection has no device"));
        Date date = client.clock().map(InstantSource::instant).map(Date::from).orElseGet(() -> newest(chain));
        validation(date).checkServerTrusted(chain, authType, engine);
    }

    /** Returns the latest start of a certificate in the chain: at this time, the whole chain was valid. */
    private static Date newest(X509Certificate[] chain) {
        return Stream.of(chain)
                .map(X509Certificate::getNotBefore)
                .max(Comparator.naturalOrder())
                .orElseGet(Date::new);
    }

    /** Makes the JDK's trust manager for a date, because its date cannot be changed. */
    private X509ExtendedTrustManager validation(Date date) throws CertificateException {
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
            parameters.setRevocationEnabled(false);
            parameters.setDate(date);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new CertificateException("X.509 validation is not available", e);
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
        return new X509Certificate[0];
    }
}
