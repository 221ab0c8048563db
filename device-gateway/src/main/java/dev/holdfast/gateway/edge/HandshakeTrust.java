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
 * Trust manager of the handshake. Accepts short chains of small EC certificates without checking signatures. {@link
 * CertificateClassifier} identifies the peer afterwards, so that refusals look the same for every reason, and so that
 * chips can connect with self-signed certificates.
 */
@Singleton
final class HandshakeTrust extends X509ExtendedTrustManager {
    /** Leaf, catalog CA, policy CA and root. */
    static final int MAX_CHAIN = 4;

    static final int MAX_CERTIFICATE_BYTES = 4 * 1024;
    private static final int MAX_FIELD_BITS = 384;

    private final Counter rejected;

    HandshakeTrust(MeterRegistry metrics) {
        rejected = Counter.builder("holdfast.gateway.handshakes.rejected")
                .description("Handshakes with a client certificate of the wrong form")
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
            // The TLS engine parses certificates on access and wraps parse errors in this exception.
            rejected.increment();
            throw bad("a certificate cannot be parsed");
        }
    }

    private static void requireStructure(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || chain.length > MAX_CHAIN) {
            throw bad("the chain has " + chain.length + " certificates, allowed are 1 to " + MAX_CHAIN);
        }
        for (X509Certificate certificate : chain) {
            if (certificate.getEncoded().length > MAX_CERTIFICATE_BYTES) {
                throw bad("a certificate has more than 4 KiB");
            }
            if (!(certificate.getPublicKey() instanceof ECPublicKey key)
                    || key.getParams().getCurve().getField().getFieldSize() > MAX_FIELD_BITS) {
                throw new OpenSslCertificateException(
                        "the key is not an EC key of at most 384 bits: "
                                + certificate.getPublicKey().getAlgorithm(),
                        CertificateVerifier.X509_V_ERR_INVALID_PURPOSE);
            }
        }
    }

    /** Creates an exception with a TLS alert code; without it the engine reports an internal error to the peer. */
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
        throw new CertificateException("this trust manager verifies clients only");
    }

    /** Returns none: devices choose their certificate themselves. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
