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
 * Whether a certificate puts the installation's policy authority under a root, so that every chain that exists stays one: same
 * key, same name, same key identifier. Fails with {@code invalid-content} and what to do.
 */
final class PolicyCertificateCheck {
    private static final Duration AT_LEAST = Duration.ofDays(90);
    private static final int SIGNS_CERTIFICATES = 5;
    private static final int SIGNS_REVOCATION_LISTS = 6;
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final Set<String> UNDERSTOOD = Set.of("2.5.29.15", "2.5.29.19");

    private final X509Certificate own;
    private final Instant now;

    /** Checks against the policy authority's certificate of the installation's own making. */
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
                "The certificate is for another key than that of the request. Let the root sign the request itself.");
        that(
                certificate.getSubjectX500Principal().equals(own.getSubjectX500Principal()),
                "The certificate names " + certificate.getSubjectX500Principal().getName() + "; it must name "
                        + own.getSubjectX500Principal().getName() + ", as the request does.");
        that(
                Arrays.equals(
                        certificate.getExtensionValue(SUBJECT_KEY_IDENTIFIER),
                        own.getExtensionValue(SUBJECT_KEY_IDENTIFIER)),
                "The certificate has another subject key identifier than the request, so that the authorities of catalogs would"
                        + " not chain to it. Let the root copy the request's extensions (OpenSSL: copy_extensions = copy).");
    }

    private static void requireAuthority(String what, X509Certificate certificate, int authoritiesBelow) {
        boolean[] usage = certificate.getKeyUsage();
        that(
                certificate.getBasicConstraints() >= authoritiesBelow,
                what + " must be a CA's (basic constraints) with room for " + authoritiesBelow
                        + " authorities below it (path length).");
        that(
                usage != null && usage[SIGNS_CERTIFICATES] && usage[SIGNS_REVOCATION_LISTS],
                what + " must have the key usages keyCertSign and cRLSign.");
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        that(
                critical == null || UNDERSTOOD.containsAll(critical),
                what + " has a critical extension that devices' relying parties may not understand, of " + critical
                        + ".");
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        that(
                !algorithm.startsWith("SHA1") && !algorithm.startsWith("MD"),
                what + " is signed with " + certificate.getSigAlgName()
                        + ", which nobody should believe; use SHA-256 or better.");
    }

    private static void requireRoot(X509Certificate root) {
        that(
                root.getSubjectX500Principal().equals(root.getIssuerX500Principal()),
                "The root was issued by " + root.getIssuerX500Principal().getName()
                        + ": it must be a root, which issued itself.");
        requireAuthority("The root", root, 2);
        that(signs(root, root), "The root is not signed by its own key.");
    }

    private static void requireSigned(X509Certificate certificate, X509Certificate root) {
        that(
                certificate.getIssuerX500Principal().equals(root.getSubjectX500Principal()),
                "The certificate was issued by "
                        + certificate.getIssuerX500Principal().getName() + ", not by the root "
                        + root.getSubjectX500Principal().getName()
                        + ": the root must sign it without an authority in between.");
        that(signs(root, certificate), "The certificate is not signed by the root's key.");
    }

    private void requireTime(X509Certificate certificate, X509Certificate root) {
        Instant end = certificate.getNotAfter().toInstant();
        that(
                !certificate.getNotBefore().toInstant().isAfter(now) && !end.isBefore(now.plus(AT_LEAST)),
                "The certificate is good from " + certificate.getNotBefore().toInstant() + " to " + end
                        + "; it must be good now and for 90 days more.");
        that(
                !root.getNotBefore().toInstant().isAfter(now)
                        && !root.getNotAfter().toInstant().isBefore(end),
                "The root is good from " + root.getNotBefore().toInstant() + " to "
                        + root.getNotAfter().toInstant() + "; it must be good as long as the certificate.");
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
