package dev.holdfast.gateway.edge;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that may issue others, and all that the authorities above it, the root included, bind it and those below it to: RFC
 * 5280 §6.1, walked down from the root in the order in which a chain was sent, without a search. Stricter where our hierarchies
 * leave room: what constrains policies is not understood and therefore refused when critical, and nothing below the root is
 * issued by itself. A root is an authority like the others: its name constraints, usages and path length hold.
 *
 * @param certificate its own
 * @param authoritiesBelow how many authorities may follow below it
 * @param names what every name below it must match, its own constraint and those above
 * @param usages for each authority that names extended usages, those that it may give
 */
record IssuingAuthority(
        X509Certificate certificate, int authoritiesBelow, List<X509CertSelector> names, List<Set<String>> usages) {
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final String ANY_USAGE = "2.5.29.37.0";
    /** Basic constraints, key usage, name constraints, extended key usage, subject alternative name, policies (any will do). */
    private static final Set<String> UNDERSTOOD =
            Set.of("2.5.29.19", "2.5.29.15", NAME_CONSTRAINTS, "2.5.29.37", "2.5.29.17", "2.5.29.32");

    private static final int SIGNS_MESSAGES = 0;
    private static final int SIGNS_CERTIFICATES = 5;

    /** Begins at a root, whose signature nobody needs to check. */
    static IssuingAuthority root(X509Certificate root) throws IdentityRefusedException {
        return bound(root, Integer.MAX_VALUE, List.of(), List.of());
    }

    /** Returns the authority that this one issued; fails when it did not, or might not. Dates are the caller's to check. */
    IssuingAuthority issued(X509Certificate authority) throws IdentityRefusedException {
        if (authoritiesBelow < 1) {
            throw untrusted("an authority too deep below the others");
        }
        requireIssued(authority);
        if (authority.getSubjectX500Principal().equals(authority.getIssuerX500Principal())) {
            throw untrusted("an authority that is not the root and issued itself");
        }
        return bound(authority, authoritiesBelow - 1, names, usages);
    }

    /** Fails unless this authority issued the certificate of something that is no authority, now, for {@code usage}. */
    void requireIssuedLeaf(X509Certificate leaf, String usage, Instant now) throws IdentityRefusedException {
        Certificates.requireValid(leaf, now);
        boolean[] keyUsage = leaf.getKeyUsage();
        if (leaf.getBasicConstraints() >= 0) {
            throw untrusted("the leaf is an authority");
        }
        if (keyUsage != null && !keyUsage[SIGNS_MESSAGES]) {
            throw untrusted("the leaf's key is not for signatures");
        }
        if (!usages.stream().allMatch(given -> given.contains(usage) || given.contains(ANY_USAGE))) {
            throw new IdentityRefusedException(RefusalReason.WRONG_USAGE, "an authority may not give usage " + usage);
        }
        requireIssued(leaf);
    }

    private static IssuingAuthority bound(
            X509Certificate authority,
            int atMostBelow,
            List<X509CertSelector> namesAbove,
            List<Set<String>> usagesAbove)
            throws IdentityRefusedException {
        boolean[] keyUsage = authority.getKeyUsage();
        if (authority.getBasicConstraints() < 0 || keyUsage == null || !keyUsage[SIGNS_CERTIFICATES]) {
            throw untrusted("an intermediate or root that may not issue certificates");
        }
        requireUnderstood(authority);
        List<X509CertSelector> names = new ArrayList<>(namesAbove);
        List<Set<String>> usages = new ArrayList<>(usagesAbove);
        try {
            byte @Nullable [] constraint = authority.getExtensionValue(NAME_CONSTRAINTS);
            if (constraint != null) {
                names.add(matching(constraint));
            }
            List<String> given = authority.getExtendedKeyUsage();
            if (given != null) {
                usages.add(Set.copyOf(given));
            }
        } catch (IOException | CertificateParsingException e) {
            throw new IdentityRefusedException(RefusalReason.MALFORMED_CERTIFICATE, String.valueOf(e.getMessage()));
        }
        return new IssuingAuthority(
                authority,
                Math.min(atMostBelow, authority.getBasicConstraints()),
                List.copyOf(names),
                List.copyOf(usages));
    }

    private void requireIssued(X509Certificate below) throws IdentityRefusedException {
        if (!below.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())) {
            throw untrusted("issued by another than the next certificate's subject");
        }
        requireUnderstood(below);
        if (!names.stream().allMatch(constraint -> constraint.match(below))) {
            throw untrusted("a name that an authority may not give");
        }
        try {
            below.verify(certificate.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw untrusted("not signed by the next certificate's key: " + e.getMessage());
        }
    }

    private static void requireUnderstood(X509Certificate certificate) throws IdentityRefusedException {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        if (critical != null && !UNDERSTOOD.containsAll(critical)) {
            throw untrusted("a critical extension that is not understood, of " + critical);
        }
    }

    /** The extension's value comes inside of an octet string; the platform's selector knows the rest of RFC 5280 §4.2.1.10. */
    private static X509CertSelector matching(byte[] octetString) throws IOException {
        X509CertSelector selector = new X509CertSelector();
        selector.setNameConstraints(content(octetString));
        return selector;
    }

    private static byte[] content(byte[] octetString) throws IOException {
        int lengthOctets = octetString.length > 1 && octetString[1] < 0 ? octetString[1] & 0x7F : 0;
        if (octetString.length < 2 + lengthOctets) {
            throw new IOException("name constraints that end early");
        }
        return java.util.Arrays.copyOfRange(octetString, 2 + lengthOctets, octetString.length);
    }

    private static IdentityRefusedException untrusted(String why) {
        return new IdentityRefusedException(RefusalReason.UNTRUSTED_CHAIN, why);
    }
}
