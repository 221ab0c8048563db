package dev.holdfast.backend.attestation.reference;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.backend.attestation.waiting.OnCallersContext;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The reference values that hold for a device, in memory: those of its catalog, and those that the OS feed of its group
 * has for its part. An entry is for one revision of each and never goes stale: every change counts a revision up in its
 * own transaction, and an attestation reads the revisions that hold.
 */
@ApplicationScoped
public class CatalogReferences {
    private static final int MAX_ENTRIES = 1_000;
    private static final String OF_CATALOG = """
            select type, component_id, image_id, digest, security_version, name, uploaded_at
            from reference_value where catalog_id = $1 and retired_at is null""";
    private static final String OF_FEED = """
            select r.security_version as release_version, r.withdrawn_at is not null as withdrawn,
                   i.type, i.component_id, i.image_id, i.digest, i.security_version, i.name, i.uploaded_at
            from os_release r join os_release_image x using (release_id) join os_image i using (image_id)
            where r.part = $1 and r.retired_at is null and ($2 = 'RetailEval' or r.retail_at is not null)
              and i.type <> 'BaseSystemUpdateManifest'""";

    private final Transactions transactions;
    private final AsyncCache<Revision, ReferenceValues> cache =
            Caffeine.newBuilder().maximumSize(MAX_ENTRIES).buildAsync();

    CatalogReferences(Transactions transactions) {
        this.transactions = transactions;
    }

    private record Revision(UUID catalog, long number, OsSource feed) {}

    /** Returns the reference values of a catalog and a feed at these revisions, or at newer ones committed since. */
    public Uni<ReferenceValues> of(UUID catalog, long revision, OsSource feed) {
        return OnCallersContext.bring(Uni.createFrom()
                .completionStage(() -> cache.get(
                        new Revision(catalog, revision, feed),
                        (wanted, executor) -> load(wanted).subscribeAsCompletionStage())));
    }

    private Uni<ReferenceValues> load(Revision wanted) {
        CatalogId walls = new CatalogId(wanted.catalog());
        return transactions.sqlInCatalog(
                walls,
                sql -> sql.list(OF_CATALOG, CatalogReferences::value, walls)
                        .chain(own -> feed(sql, wanted.feed())
                                .map(feed -> ReferenceValues.of(
                                        Stream.concat(own.stream(), feed.required().stream())
                                                .toList(),
                                        feed.tolerated()))));
    }

    private static Uni<FeedReferences> feed(Sql sql, OsSource source) {
        return source.part().isEmpty()
                ? Uni.createFrom().item(FeedReferences.NONE)
                : sql.list(
                                OF_FEED,
                                row -> new FeedReferences.Released(
                                        row.getLong("release_version"), row.getBoolean("withdrawn"), value(row)),
                                source.part(),
                                source.feed())
                        .map(FeedReferences::of);
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
