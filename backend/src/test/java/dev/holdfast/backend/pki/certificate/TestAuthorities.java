package dev.holdfast.backend.pki.certificate;

import dev.holdfast.backend.pki.authority.CatalogAuthority;
import dev.holdfast.backend.pki.vault.KeyVault;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Authorities for tests that need no database. */
public final class TestAuthorities {
    private TestAuthorities() {}

    /** Creates an authority that signs immediately. */
    public static CatalogAuthority create(KeyVault vault, UUID catalog, int generation) {
        UUID id = UUID.randomUUID();
        Instant now = Instant.now();
        return new CatalogAuthority(
                id,
                generation,
                now,
                null,
                Duration.ofHours(24),
                new AuthorityCertificates().catalog(vault.policyAuthority(), catalog, vault.createKey(id), now));
    }
}
