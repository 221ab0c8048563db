package dev.holdfast.backend.pki.root;

import dev.holdfast.backend.platform.problem.ProblemException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Checks that a certificate puts the policy authority under a root and keeps all chains valid: same key, name and key identifier. Fails
 * with {@code invalid-content}; the message says what to do.
 */
final class PolicyCertificateCheck {
    private static final Duration AT_LEAST = Duration.ofDays(90);
    /** Positions in {@link X509Certificate#getKeyUsage}. */
    private static final int SIGNS_CERTIFICATES = 5;

    private static final int SIGNS_REVOCATION_LISTS = 6;
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    /** OIDs of key usage and basic constraints, the critical extensions that every relying party supports. */
    private static final Set<String> UNDERSTOOD = Set.of("2.5.29.15", "2.5.29.19");

    private final X509Certificate own;
    private final Instant now;

    /** Compares with the installation's own policy certificate. */
    PolicyCertificateCheck(X509Certificate own, Instant now) {
        this.own = own;
        this.now = now;
    }

    void check(X509Certificate certificate, X509Certificate root) {
        requireSame(certificate);
        requireAuthority("The certificate", certificate, 1);
        requireRoot(root);
        requireSigned(certificate, root);
        requireTime(certificate, root);
    }

    private void requireSame(X509Certificate certificate) {
        that(
                certificate.getPublicKey().equals(own.getPublicKey()),
                "The certificate has another key than the request. Sign the request itself with the root.");
        that(
                certificate.getSubjectX500Principal().equals(own.getSubjectX500Principal()),
                "The certificate's subject is "
                        + certificate.getSubjectX500Principal().getName() + "; it must be "
                        + own.getSubjectX500Principal().getName() + ", as the request does.");
        that(
                Arrays.equals(
                        certificate.getExtensionValue(SUBJECT_KEY_IDENTIFIER),
                        own.getExtensionValue(SUBJECT_KEY_IDENTIFIER)),
                "The certificate's subject key identifier differs from the request, so the catalogs' authorities would not chain to"
                        + " it. Copy the request's extensions (OpenSSL: copy_extensions = copy).");
    }

    private static void requireAuthority(String what, X509Certificate certificate, int authoritiesBelow) {
        boolean[] usage = certificate.getKeyUsage();
        that(
                certificate.getBasicConstraints() >= authoritiesBelow,
                what + " must be a CA certificate (basic constraints) with a path length of at least "
                        + authoritiesBelow + ".");
        that(
                usage != null && usage[SIGNS_CERTIFICATES] && usage[SIGNS_REVOCATION_LISTS],
                what + " must have the key usages keyCertSign and cRLSign.");
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        that(
                critical == null || UNDERSTOOD.containsAll(critical),
                what + " has a critical extension that relying parties may not support, with OID " + critical + ".");
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        that(
                !algorithm.startsWith("SHA1") && !algorithm.startsWith("MD"),
                what + " is signed with " + certificate.getSigAlgName()
                        + ", which is insecure. Use SHA-256 or better.");
    }

    private static void requireRoot(X509Certificate root) {
        that(
                root.getSubjectX500Principal().equals(root.getIssuerX500Principal()),
                "The root was issued by " + root.getIssuerX500Principal().getName() + ". It must be self-issued.");
        requireAuthority("The root", root, 2);
        that(signs(root, root), "The root is not signed by its own key.");
    }

    private static void requireSigned(X509Certificate certificate, X509Certificate root) {
        that(
                certificate.getIssuerX500Principal().equals(root.getSubjectX500Principal()),
                "The certificate was issued by "
                        + certificate.getIssuerX500Principal().getName() + ", not by the root "
                        + root.getSubjectX500Principal().getName()
                        + ". The root must sign it directly.");
        that(signs(root, certificate), "The certificate is not signed by the root's key.");
    }

    private void requireTime(X509Certificate certificate, X509Certificate root) {
        Instant end = certificate.getNotAfter().toInstant();
        that(
                !certificate.getNotBefore().toInstant().isAfter(now) && !end.isBefore(now.plus(AT_LEAST)),
                "The certificate is valid from " + certificate.getNotBefore().toInstant() + " to " + end
                        + ". It must be valid now and for 90 more days.");
        that(
                !root.getNotBefore().toInstant().isAfter(now)
                        && !root.getNotAfter().toInstant().isBefore(end),
                "The root is valid from " + root.getNotBefore().toInstant() + " to "
                        + root.getNotAfter().toInstant() + ". It must be valid as long as the certificate.");
    }

    private static boolean signs(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void that(boolean good, String detail) {
        if (!good) {
            throw ProblemException.badContent(detail);
        }
    }
}
