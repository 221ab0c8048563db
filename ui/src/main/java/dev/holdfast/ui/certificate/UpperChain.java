package dev.holdfast.ui.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** What stands above the authorities of a catalog, read from the chain of one of them. */
final class UpperChain {
    private UpperChain() {}

    /** Returns the certificates above the first one of a PEM chain, the root first. */
    static List<X509Certificate> of(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .skip(1)
                    .toList()
                    .reversed();
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the chain of the authority cannot be read", e);
        }
    }
}
