package dev.holdfast.gateway.edge;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Validates certificate paths by RFC 5280 (PKIX) in the order in which the peer sent them, without path building and revocation lists. The
 * root is part of the path, so its name constraints, path length and key usage apply, too. PKIX leaves extended key usages to applications:
 * if a CA lists any, the list must include the usage of the leaf, or {@code anyExtendedKeyUsage}. This class is stricter than PKIX: every
 * CA must have a key usage, and the leaf must not be a CA.
 */
final class CertificatePath {
    /** Object identifier of {@code anyExtendedKeyUsage}. */
    private static final String ANY_USAGE = "2.5.29.37.0";
    /** Index of {@code digitalSignature} in a key usage. */
    private static final int SIGNS_MESSAGES = 0;

    private CertificatePath() {}

    /**
     * Requires a valid path from the leaf to the root.
     *
     * @param path leaf first, root last
     * @param usage object identifier of an extended key usage
     */
    static void require(List<X509Certificate> path, String usage, Instant now) throws IdentityRefusedException {
        try {
            check(path, usage, now);
        } catch (RuntimeException e) {
            // Java parses some extensions only on access, and then throws for malformed ones.
            throw new IdentityRefusedException(RefusalReason.MALFORMED_CERTIFICATE, String.valueOf(e.getMessage()));
        }
    }

    private static void check(List<X509Certificate> path, String usage, Instant now) throws IdentityRefusedException {
        X509Certificate leaf = path.getFirst();
        boolean[] keyUsage = leaf.getKeyUsage();
        if (leaf.getBasicConstraints() >= 0) {
            throw new IdentityRefusedException(RefusalReason.UNTRUSTED_CHAIN, "the leaf is a CA");
        }
        if (keyUsage != null && !keyUsage[SIGNS_MESSAGES]) {
            throw new IdentityRefusedException(
                    RefusalReason.UNTRUSTED_CHAIN, "the key usage of the leaf excludes signatures");
        }
        for (X509Certificate authority : path.subList(1, path.size())) {
            requireMayIssue(authority, usage);
        }
        validate(path, now);
    }

    private static void requireMayIssue(X509Certificate authority, String usage) throws IdentityRefusedException {
        if (authority.getKeyUsage() == null) {
            throw new IdentityRefusedException(RefusalReason.UNTRUSTED_CHAIN, "a CA has no key usage");
        }
        List<String> usages = usages(authority);
        if (!usages.isEmpty() && !usages.contains(usage) && !usages.contains(ANY_USAGE)) {
            throw new IdentityRefusedException(RefusalReason.WRONG_USAGE, "a CA does not allow the usage " + usage);
        }
    }

    /** Returns the extended key usages of a certificate; empty when it has none. */
    static List<String> usages(X509Certificate certificate) throws IdentityRefusedException {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null ? List.of() : usages;
        } catch (CertificateParsingException e) {
            throw new IdentityRefusedException(RefusalReason.MALFORMED_CERTIFICATE, String.valueOf(e.getMessage()));
        }
    }

    private static void validate(List<X509Certificate> path, Instant now) throws IdentityRefusedException {
        X509Certificate root = path.getLast();
        try {
            // With a name and a key as the anchor, PKIX checks the root certificate like the others of the path.
            PKIXParameters parameters = new PKIXParameters(
                    Set.of(new TrustAnchor(root.getSubjectX500Principal(), root.getPublicKey(), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (CertPathValidatorException e) {
            boolean dated = e.getReason() == BasicReason.EXPIRED || e.getReason() == BasicReason.NOT_YET_VALID;
            throw new IdentityRefusedException(
                    dated ? RefusalReason.OUT_OF_VALIDITY : RefusalReason.UNTRUSTED_CHAIN,
                    String.valueOf(e.getMessage()));
        } catch (CertificateException e) {
            throw new IdentityRefusedException(RefusalReason.MALFORMED_CERTIFICATE, String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("PKIX is not available", e);
        }
    }
}
