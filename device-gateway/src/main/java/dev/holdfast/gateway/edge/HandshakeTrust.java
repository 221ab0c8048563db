package dev.holdfast.gateway.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;
import jakarta.inject.Singleton;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What the handshake lets in: short chains of small EC certificates, whoever signed them. Who the peer is decides
 * {@link CertificateClassifier} afterwards, so that a refusal is an answer that looks the same for every reason, and a
 * chip without any certificate of ours can say hello.
 */
@Singleton
final class HandshakeTrust extends X509ExtendedTrustManager {
    static final int MAX_CHAIN = 4;
    static final int MAX_CERTIFICATE_BYTES = 4 * 1024;
    private static final int MAX_FIELD_BITS = 384;

    private final Counter rejected;

    HandshakeTrust(MeterRegistry metrics) {
        rejected = Counter.builder("holdfast.gateway.handshakes.rejected")
                .description("Handshakes with a client certificate that is not built as the protocol wants it")
                .register(metrics);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            requireStructure(chain);
        } catch (CertificateException e) {
            rejected.increment();
            throw e;
        } catch (IllegalStateException e) {
            // The TLS engine parses late and wraps what it finds.
            rejected.increment();
            throw bad("an unreadable certificate");
        }
    }

    private static void requireStructure(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || chain.length > MAX_CHAIN) {
            throw bad("a chain of " + chain.length + " certificates");
        }
        for (X509Certificate certificate : chain) {
            if (certificate.getEncoded().length > MAX_CERTIFICATE_BYTES) {
                throw bad("a certificate of more than 4 KiB");
            }
            if (!(certificate.getPublicKey() instanceof ECPublicKey key)
                    || key.getParams().getCurve().getField().getFieldSize() > MAX_FIELD_BITS) {
                throw new OpenSslCertificateException(
                        "a key that is not an EC key of at most 384 bits: "
                                + certificate.getPublicKey().getAlgorithm(),
                        CertificateVerifier.X509_V_ERR_INVALID_PURPOSE);
            }
        }
    }

    /** Without a code that TLS has an alert for, the engine would tell the peer of an internal error. */
    private static CertificateException bad(String what) {
        return new OpenSslCertificateException(what, CertificateVerifier.X509_V_ERR_CERT_REJECTED);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("trusts no server");
    }

    /** Names no issuer to peers: what a device presents depends on what it wants, not on what it is asked for. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
