package dev.holdfast.backend.pki.authority;

import dev.holdfast.backend.pki.certificate.AuthorityCertificates;
import dev.holdfast.backend.pki.certificate.CertificateAuthority;
import dev.holdfast.backend.pki.certificate.RevocationAddresses;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Creates authorities: stores a new key in the vault, then signs the certificate. Neither is used before the authority's row is committed,
 * so a failure leaves at most an unused key.
 */
@ApplicationScoped
class CreateAuthority {
    private final KeyVault vault;
    private final Clock clock;
    private final AuthorityCertificates certificates;

    CreateAuthority(
            KeyVault vault,
            Clock clock,
            @ConfigProperty(name = "holdfast.revocation.public-url") Optional<String> publicAddress) {
        this.vault = vault;
        this.clock = clock;
        this.certificates = new AuthorityCertificates(RevocationAddresses.under(publicAddress));
    }

    /** Creates an authority. The caller must add it to the database. */
    Uni<AuthorityRow> create(CatalogId catalog, int generation, Instant activeFrom) {
        return Workers.run(() -> {
            UUID id = UUID.randomUUID();
            Instant now = clock.instant();
            CertificateAuthority made =
                    certificates.catalog(vault.policyAuthority(), catalog.value(), vault.createKey(id), now);
            return new AuthorityRow(id, generation, AuthorityRow.OWN_POLICY, made.certificate(), now, activeFrom, null);
        });
    }

    /** Deletes the key of an authority that was not added to the database. */
    Uni<Void> discard(AuthorityRow row) {
        return Workers.run(() -> {
                    vault.removeKey(row.id());
                    return row;
                })
                .replaceWithVoid();
    }
}
