package dev.holdfast.backend.pki.revocation;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A device's certificate with its chain, as the device received it.
 *
 * @param chain certificates in PEM: leaf, catalog CA, policy CA
 * @param certificate the leaf, first in the chain
 */
record Leaf(String chain, X509Certificate certificate) {
    private static final String END = "-----END CERTIFICATE-----";

    /** Reads the chain; fails if it is null, because the device got no certificate. */
    static Leaf of(@Nullable String chain) {
        String pem = Objects.requireNonNull(chain);
        try {
            return new Leaf(pem, (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the certificates above the leaf, in PEM, as text. */
    String issuer() {
        return chain.substring(chain.indexOf(END) + END.length());
    }

    /** Returns the serial number in hex. */
    String serial() {
        return certificate.getSerialNumber().toString(16);
    }
}
