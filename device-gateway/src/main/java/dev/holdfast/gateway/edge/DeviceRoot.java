package dev.holdfast.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import dev.holdfast.connection.Caches;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.id.DeviceId;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Root of device certificates. Verifies chains by the rules of {@link CertificatePath}. A chain must have the order
 * leaf, catalog CA, policy CA, because finding the order of a shuffled chain is expensive. The certificate objects of
 * valid intermediates are cached: an object verifies its signature only once, and the P-384 signatures of CAs are slow
 * to verify.
 */
final class DeviceRoot {
    private static final int HEX = 16;
    private static final int INTERMEDIATES = 2;
    private static final int MAX_INTERMEDIATE_PAIRS = 1_000;

    private final X509Certificate root;
    private final Cache<List<X509Certificate>, List<X509Certificate>> intermediates =
            Caches.begin().maximumSize(MAX_INTERMEDIATE_PAIRS).build();

    private DeviceRoot(X509Certificate root) {
        this.root = root;
    }

    /**
     * Parses the root.
     *
     * @throws CertificateException when {@code pem} is no certificate
     */
    static DeviceRoot ofPem(String pem) throws CertificateException {
        return new DeviceRoot(Certificates.parse(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    boolean hasSameCertificateAs(@Nullable DeviceRoot other) {
        return other != null && root.equals(other.root);
    }

    /** Verifies a chain, with or without the root as the fourth certificate. */
    Classification.Accepted verify(List<X509Certificate> chain, Instant now) throws IdentityRefusedException {
        if (chain.size() != INTERMEDIATES + 1
                && !(chain.size() == INTERMEDIATES + 2 && chain.getLast().equals(root))) {
            throw new IdentityRefusedException(
                    RefusalReason.UNTRUSTED_CHAIN,
                    "the chain must be leaf, catalog CA, policy CA, but has " + chain.size() + " certificates");
        }
        X509Certificate leaf = chain.getFirst();
        Certificates.key(leaf);
        DeviceId device = Certificates.device(leaf);
        String usage = usage(CertificatePath.usages(leaf));
        List<X509Certificate> sent = List.copyOf(chain.subList(1, INTERMEDIATES + 1));
        List<X509Certificate> known = intermediates.getIfPresent(sent);
        List<X509Certificate> above = known == null ? sent : known;
        CertificatePath.require(List.of(leaf, above.getFirst(), above.getLast(), root), usage, now);
        if (known == null) {
            intermediates.put(sent, sent);
        }
        UUID catalog = Certificates.catalog(above.getFirst());
        DeviceIdentity.Leaf identity = new DeviceIdentity.Leaf(
                leaf.getSerialNumber().toString(HEX),
                leaf.getNotAfter().toInstant(),
                chain.get(1).getSerialNumber().toString(HEX));
        return new Classification.Accepted(
                usage.equals(DeviceProtocol.UPDATE_USAGE)
                        ? new DeviceIdentity.Update(device, catalog, identity)
                        : new DeviceIdentity.Customer(device, catalog, identity),
                leaf.getNotAfter().toInstant(),
                this);
    }

    private static String usage(List<String> usages) throws IdentityRefusedException {
        boolean update = usages.contains(DeviceProtocol.UPDATE_USAGE);
        boolean customer = usages.contains(DeviceProtocol.CUSTOMER_USAGE);
        if (update == customer) {
            throw new IdentityRefusedException(RefusalReason.WRONG_USAGE, "extended key usages " + usages);
        }
        return update ? DeviceProtocol.UPDATE_USAGE : DeviceProtocol.CUSTOMER_USAGE;
    }
}
