package dev.holdfast.backend.pki.certificate;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;

/** Textual encoding of certificates (RFC 7468 §5). */
public final class Pem {
    private static final int LINE = 64;
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    /** Encodes bytes with a label such as {@code CERTIFICATE}. */
    public static String of(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n" + BASE64.encodeToString(encoded) + "\n-----END " + label + "-----\n";
    }

    /**
     * Returns the DER encoding of the only certificate in {@code pem}; fails with {@code invalid-content} for {@code field} unless there
     * is exactly one.
     */
    public static byte[] one(String field, String pem) {
        try {
            List<X509CertificateHolder> found = certificates(pem);
            if (found.size() == 1) {
                return found.getFirst().getEncoded();
            }
            throw bad(field, "has " + found.size() + " certificates, but must have exactly one");
        } catch (IOException | UncheckedIOException e) {
            throw bad(field, "is not a PEM certificate: " + e.getMessage());
        }
    }

    private static ProblemException bad(String field, String message) {
        return ProblemException.badContent(
                field + " " + message + ".", List.of(new Problem.FieldError(field, message)));
    }

    /** Parses certificates, in order. */
    public static List<X509CertificateHolder> certificates(String pem) {
        List<X509CertificateHolder> certificates = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
                if (next instanceof X509CertificateHolder certificate) {
                    certificates.add(certificate);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("not PEM certificates", e);
        }
        return certificates;
    }

    /** Encodes certificates, in order. */
    public static String certificates(List<X509CertificateHolder> certificates) {
        return certificates.stream().map(Pem::certificate).collect(Collectors.joining());
    }

    public static String certificate(X509CertificateHolder certificate) {
        return of("CERTIFICATE", encoded(certificate));
    }

    /** Returns the DER encoding. */
    public static byte[] encoded(X509CertificateHolder certificate) {
        try {
            return certificate.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode the certificate", e);
        }
    }
}
