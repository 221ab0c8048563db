package dev.holdfast.backend.pki.certificate;

import java.io.IOException;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;

/** Distinguished names as people read them: RFC 4514, most specific part first. */
public final class SubjectNames {
    private SubjectNames() {}

    /** Returns a certificate's subject, such as {@code CN=Holdfast Root,O=Holdfast}. */
    public static String of(X509CertificateHolder certificate) {
        return of(certificate.getSubject());
    }

    public static String of(X500Name name) {
        try {
            return new X500Principal(name.getEncoded()).getName();
        } catch (IOException e) {
            throw new IllegalStateException("cannot encode the name", e);
        }
    }
}
