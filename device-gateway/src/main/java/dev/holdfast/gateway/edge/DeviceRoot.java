package dev.holdfast.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import java.nio.charset.StandardCharsets;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The root of device certificates, and what chains to it: leaf, catalog CA, policy CA, in the order sent (a peer that
 * may shuffle its chain makes the gateway search). The platform's PKIX validation (RFC 5280 §6.1) does the work; what it
 * leaves open for the last certificate of a path is checked here. Pairs of intermediates are validated once and
 * remembered by digest, since a P-384 signature costs many times a P-256 one.
 */
final class DeviceRoot {
    private static final int INTERMEDIATES = 2;
    private static final int CERTIFICATE_SIGNING = 5;
    private static final int MAX_INTERMEDIATE_PAIRS = 1_000;

    private final X509Certificate root;
    private final Cache<Digest, X509Certificate> catalogAuthorities =
            Caffeine.newBuilder().maximumSize(MAX_INTERMEDIATE_PAIRS).build();

    private DeviceRoot(X509Certificate root) {
        this.root = root;
    }

    /**
     * Reads the root.
     *
     * @throws CertificateException when {@code pem} is no certificate
     */
    static DeviceRoot ofPem(String pem) throws CertificateException {
        return new DeviceRoot(Certificates.parse(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    boolean hasSameCertificateAs(@Nullable DeviceRoot other) {
        return other != null && root.equals(other.root);
    }

    /** Verifies an issued chain, which may or may not carry the root as its fourth certificate. */
    Classification.Accepted verify(List<X509Certificate> chain, Instant now) throws IdentityRefusedException {
        if (chain.size() != INTERMEDIATES + 1
                && !(chain.size() == INTERMEDIATES + 2 && chain.getLast().equals(root))) {
            throw new IdentityRefusedException(
                    RefusalReason.UNTRUSTED_CHAIN, "expected leaf, catalog CA, policy CA; got " + chain.size());
        }
        X509Certificate leaf = chain.getFirst();
        Certificates.key(leaf);
        DeviceId device = Certificates.device(leaf);
        Certificates.requireValid(leaf, now);
        if (leaf.getBasicConstraints() >= 0) {
            throw new IdentityRefusedException(RefusalReason.UNTRUSTED_CHAIN, "the leaf is an authority");
        }
        X509Certificate catalogAuthority = catalogAuthority(chain.get(1), chain.get(2), now);
        validate(List.of(leaf), catalogAuthority, now);
        return new Classification.Accepted(
                identity(device, Certificates.catalog(catalogAuthority), usages(leaf)),
                leaf.getNotAfter().toInstant(),
                this);
    }

    private X509Certificate catalogAuthority(X509Certificate catalog, X509Certificate policy, Instant now)
            throws IdentityRefusedException {
        Certificates.requireValid(root, now);
        Certificates.requireValid(policy, now);
        Certificates.requireValid(catalog, now);
        Digest pair = digest(catalog, policy);
        X509Certificate known = catalogAuthorities.getIfPresent(pair);
        if (known != null) {
            return known;
        }
        if (policy.getBasicConstraints() < 1 || catalog.getBasicConstraints() < 0 || !signsCertificates(catalog)) {
            throw new IdentityRefusedException(RefusalReason.UNTRUSTED_CHAIN, "an intermediate may not issue this");
        }
        validate(List.of(catalog, policy), root, now);
        catalogAuthorities.put(pair, catalog);
        return catalog;
    }

    private static void validate(List<X509Certificate> path, X509Certificate anchor, Instant now)
            throws IdentityRefusedException {
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            // Device certificates live a day; there is no revocation list to ask.
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(Certificates.factory().generateCertPath(path), parameters);
        } catch (CertPathValidatorException | CertificateException e) {
            throw new IdentityRefusedException(RefusalReason.UNTRUSTED_CHAIN, String.valueOf(e.getMessage()));
        } catch (InvalidAlgorithmParameterException | java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has PKIX", e);
        }
    }

    private static boolean signsCertificates(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage != null && usage[CERTIFICATE_SIGNING];
    }

    private static List<String> usages(X509Certificate leaf) throws IdentityRefusedException {
        try {
            List<String> usages = leaf.getExtendedKeyUsage();
            return usages == null ? List.of() : usages;
        } catch (CertificateParsingException e) {
            throw new IdentityRefusedException(RefusalReason.MALFORMED_CERTIFICATE, String.valueOf(e.getMessage()));
        }
    }

    private static DeviceIdentity identity(DeviceId device, UUID catalog, List<String> usages)
            throws IdentityRefusedException {
        boolean update = usages.contains(DeviceProtocol.UPDATE_USAGE);
        boolean customer = usages.contains(DeviceProtocol.CUSTOMER_USAGE);
        if (update == customer) {
            throw new IdentityRefusedException(RefusalReason.WRONG_USAGE, "extended key usages " + usages);
        }
        return update ? new DeviceIdentity.Update(device, catalog) : new DeviceIdentity.Customer(device, catalog);
    }

    private static Digest digest(X509Certificate catalog, X509Certificate policy) throws IdentityRefusedException {
        try {
            byte[] first = catalog.getEncoded();
            byte[] second = policy.getEncoded();
            byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return Digest.sha256(both);
        } catch (CertificateEncodingException e) {
            throw new IdentityRefusedException(RefusalReason.MALFORMED_CERTIFICATE, String.valueOf(e.getMessage()));
        }
    }
}
