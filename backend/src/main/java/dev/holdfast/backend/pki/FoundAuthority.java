package dev.holdfast.backend.pki;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.UnitOfWork;
import dev.holdfast.backend.tenancy.CatalogFounding;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * Gives each new catalog its certificate authority. It stands in the vault before the catalog is committed; one left
 * over from a creation that failed has a GUID that no catalog will ever have, and is harmless.
 */
@ApplicationScoped
public class FoundAuthority implements CatalogFounding {
    private final CatalogAuthorities authorities;

    FoundAuthority(CatalogAuthorities authorities) {
        this.authorities = authorities;
    }

    @Override
    public Uni<Function<UnitOfWork, Uni<Void>>> prepare(CatalogId catalog, String name) {
        return authorities
                .create(catalog.value())
                .replaceWith(work -> Uni.createFrom().voidItem());
    }
}
