package dev.holdfast.backend.pki.authority;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.CatalogFounding;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.function.Function;

/**
 * Gives each new catalog its certificate authority. The key stands in the vault before the catalog is committed; one left
 * over from a creation that failed has no row, and is harmless.
 */
@ApplicationScoped
public class FoundAuthority implements CatalogFounding {
    private final MintAuthority mintAuthority;
    private final AuthorityRecords records;
    private final Clock clock;

    FoundAuthority(MintAuthority mintAuthority, AuthorityRecords records, Clock clock) {
        this.mintAuthority = mintAuthority;
        this.records = records;
        this.clock = clock;
    }

    @Override
    public Uni<Function<Tx, Uni<Void>>> prepare(CatalogId catalog, String name) {
        return mintAuthority
                .mint(catalog, 1, clock.instant())
                .map(minted -> tx -> records.add(tx, AuditLog.SYSTEM, minted).replaceWithVoid());
    }
}
