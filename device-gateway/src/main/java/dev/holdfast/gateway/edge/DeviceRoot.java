package dev.holdfast.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The root of device certificates, and what chains to it: leaf, catalog CA, policy CA, in the order sent (a peer that
 * may shuffle its chain makes the gateway search). {@link IssuingAuthority} has the rules. Pairs of intermediates are validated
 * once and remembered by digest, since a P-384 signature costs many times a P-256 one.
 */
final class DeviceRoot {
    private static final int HEX = 16;
    private static final int INTERMEDIATES = 2;
    private static final int MAX_INTERMEDIATE_PAIRS = 1_000;

    private final X509Certificate root;
    private final Cache<Digest, IssuingAuthority> catalogAuthorities =
            Caches.begin().maximumSize(MAX_INTERMEDIATE_PAIRS).build();

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
        String usage = usage(usages(leaf));
        IssuingAuthority catalogAuthority = catalogAuthority(chain.get(1), chain.get(2), now);
        catalogAuthority.requireIssuedLeaf(leaf, usage, now);
        UUID catalog = Certificates.catalog(catalogAuthority.certificate());
        DeviceIdentity.Leaf which = new DeviceIdentity.Leaf(
                leaf.getSerialNumber().toString(HEX),
                leaf.getNotAfter().toInstant(),
                chain.get(1).getSerialNumber().toString(HEX));
        return new Classification.Accepted(
                usage.equals(DeviceProtocol.UPDATE_USAGE)
                        ? new DeviceIdentity.Update(device, catalog, which)
                        : new DeviceIdentity.Customer(device, catalog, which),
                leaf.getNotAfter().toInstant(),
                this);
    }

    private IssuingAuthority catalogAuthority(X509Certificate catalog, X509Certificate policy, Instant now)
            throws IdentityRefusedException {
        Certificates.requireValid(root, now);
        Certificates.requireValid(policy, now);
        Certificates.requireValid(catalog, now);
        Digest pair = digest(catalog, policy);
        IssuingAuthority known = catalogAuthorities.getIfPresent(pair);
        if (known != null) {
            return known;
        }
        IssuingAuthority validated = IssuingAuthority.root(root).issued(policy).issued(catalog);
        catalogAuthorities.put(pair, validated);
        return validated;
    }

    private static List<String> usages(X509Certificate leaf) throws IdentityRefusedException {
        try {
            List<String> usages = leaf.getExtendedKeyUsage();
            return usages == null ? List.of() : usages;
        } catch (CertificateParsingException e) {
            throw new IdentityRefusedException(RefusalReason.MALFORMED_CERTIFICATE, String.valueOf(e.getMessage()));
        }
    }

    private static String usage(List<String> usages) throws IdentityRefusedException {
        boolean update = usages.contains(DeviceProtocol.UPDATE_USAGE);
        boolean customer = usages.contains(DeviceProtocol.CUSTOMER_USAGE);
        if (update == customer) {
            throw new IdentityRefusedException(RefusalReason.WRONG_USAGE, "extended key usages " + usages);
        }
        return update ? DeviceProtocol.UPDATE_USAGE : DeviceProtocol.CUSTOMER_USAGE;
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
