package dev.holdfast.backend.pki;

import dev.holdfast.backend.platform.db.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The CAs of catalogs, for callers who must not block: read once from the vault, then from memory. */
@ApplicationScoped
public class CatalogAuthorities {
    private final KeyVault vault;
    private final Map<UUID, CertificateAuthority> known = new ConcurrentHashMap<>();

    CatalogAuthorities(KeyVault vault) {
        this.vault = vault;
    }

    /**
     * Returns the CA of a catalog.
     *
     * <p>Fails with {@link KeyUnavailableException} when there is none: every catalog gets one when it is created.
     */
    public Uni<CertificateAuthority> of(UUID catalog) {
        CertificateAuthority authority = known.get(catalog);
        return authority != null
                ? Uni.createFrom().item(authority)
                : Workers.run(() -> vault.catalogAuthority(catalog)
                                .orElseThrow(() -> new KeyUnavailableException(
                                        "catalog " + catalog + " has no certificate authority")))
                        .invoke(read -> known.put(catalog, read));
    }

    /** Makes the CA of a catalog, unless it has one; durable when the item arrives. */
    public Uni<CertificateAuthority> create(UUID catalog) {
        return Workers.run(() -> vault.createCatalogAuthority(catalog)).invoke(made -> known.put(catalog, made));
    }
}
