package dev.holdfast.backend.attestation.reference;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.backend.attestation.waiting.OnCallersContext;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * The reference values of catalogs, in memory. An entry is for one revision of a catalog's values and never goes stale:
 * every change counts the revision up in its own transaction, and an attestation reads the revision that holds.
 */
@ApplicationScoped
public class CatalogReferences {
    private static final int MAX_ENTRIES = 1_000;
    private static final String LOAD = """
            select type, component_id, image_id, digest, security_version, name, uploaded_at
            from reference_value where catalog_id = $1 and retired_at is null""";

    private final Transactions transactions;
    private final AsyncCache<Revision, ReferenceValues> cache =
            Caffeine.newBuilder().maximumSize(MAX_ENTRIES).buildAsync();

    CatalogReferences(Transactions transactions) {
        this.transactions = transactions;
    }

    private record Revision(UUID catalog, long number) {}

    /** Returns a catalog's reference values of a revision, or of a newer one that was committed since. */
    public Uni<ReferenceValues> of(UUID catalog, long revision) {
        return OnCallersContext.bring(Uni.createFrom()
                .completionStage(() -> cache.get(
                        new Revision(catalog, revision),
                        (wanted, executor) -> load(wanted.catalog()).subscribeAsCompletionStage())));
    }

    private Uni<ReferenceValues> load(UUID catalog) {
        CatalogId walls = new CatalogId(catalog);
        return transactions
                .sqlInCatalog(walls, sql -> sql.list(LOAD, CatalogReferences::value, walls))
                .map(ReferenceValues::of);
    }

    private static ReferenceValue value(Row row) {
        return new ReferenceValue(
                ImageType.ofApiName(row.getString("type")).orElse(ImageType.INVALID),
                new ComponentId(row.getUUID("component_id")),
                new ImageId(row.getUUID("image_id")),
                Columns.digest(row, "digest"),
                row.getLong("security_version"),
                row.getString("name"),
                Columns.instant(row, "uploaded_at"));
    }
}
