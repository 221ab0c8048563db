package dev.holdfast.ui.certificate;

import dev.holdfast.ui.component.FileDownload;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates and requests in PEM. */
final class Pem {
    static final String MEDIA_TYPE = "application/x-pem-file";

    private Pem() {}

    static FileDownload file(String words, String file, String pem) {
        return new FileDownload(words, file, MEDIA_TYPE, () -> pem.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the certificates above the first one of a chain, the root first. */
    static List<X509Certificate> above(String chain) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)))
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
