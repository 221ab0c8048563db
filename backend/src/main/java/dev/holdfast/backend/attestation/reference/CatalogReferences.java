package dev.holdfast.backend.attestation.reference;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdfast.backend.platform.db.CallerContext;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.reference.ReferenceState;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cache of the reference values for a device: those of its catalog, and those of its group's OS feed for its part. An entry is for one
 * revision of the catalog's values, one revision of the feeds, and one release in the device's manifest set. No entry becomes stale: every
 * change of values increments a revision in the same transaction, and each attestation reads the current revisions.
 */
@ApplicationScoped
public class CatalogReferences {
    private static final int MAX_ENTRIES = 1_000;
    private static final String OF_CATALOG = """
            select type, component_id, image_id, digest, security_version, name, uploaded_at, %s as state
            from reference_value where catalog_id = $1""".formatted(ListReferenceValues.STATE);
    // The feed RetailEval contains every release, Retail only promoted ones. Boot chains do not measure base manifests.
    private static final String OF_FEED = """
            select r.release_id, r.security_version as release_version,
                   case when r.retired_at is null then 'PERMANENT' else 'RETIRED' end as state,
                   i.type, i.component_id, i.image_id, i.digest, i.security_version, i.name, i.uploaded_at
            from os_release r join os_release_image x using (release_id) join os_image i using (manufacturer, image_id)
            where r.part = $1 and ($2 = 'RetailEval' or r.retail_at is not null)
              and i.type <> 'BaseSystemUpdateManifest'""";

    private final Transactions transactions;
    private final AsyncCache<Revision, ReferenceValues> cache =
            Caffeine.newBuilder().maximumSize(MAX_ENTRIES).buildAsync();

    CatalogReferences(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Key of an entry. {@code number} is the revision of the catalog's values. */
    private record Revision(UUID catalog, long number, OsFeedRevision feed) {}

    /** Returns the reference values of a catalog and a feed at these revisions or newer ones. */
    public Uni<ReferenceValues> of(UUID catalog, long revision, OsFeedRevision feed) {
        return CallerContext.emit(Uni.createFrom()
                .completionStage(() -> cache.get(
                        new Revision(catalog, revision, feed),
                        (key, executor) -> load(key).subscribeAsCompletionStage())));
    }

    private Uni<ReferenceValues> load(Revision revision) {
        CatalogId catalog = new CatalogId(revision.catalog());
        return transactions.inCatalog(
                catalog,
                tx -> tx.list(OF_CATALOG, CatalogReferences::value, catalog)
                        .chain(own -> readReleased(tx, revision.feed())
                                .map(released ->
                                        join(own, released, revision.feed().offered()))));
    }

    /** Joins values of catalog and feed. A value of a retired release stays accepted if a release that is not retired contains it too. */
    private static ReferenceValues join(
            List<ReferenceValue> own, List<FeedReferences.Released> released, @Nullable UUID offered) {
        Map<Boolean, List<FeedReferences.Released>> byRetired = released.stream()
                .collect(Collectors.partitioningBy(value -> value.value().state() == ReferenceState.RETIRED));
        FeedReferences feed = FeedReferences.of(byRetired.getOrDefault(false, List.of()), offered);
        Set<Digest> good = Stream.concat(feed.required().stream(), feed.tolerated().stream())
                .map(ReferenceValue::digest)
                .collect(Collectors.toSet());
        Stream<ReferenceValue> retired = byRetired.getOrDefault(true, List.of()).stream()
                .map(FeedReferences.Released::value)
                .filter(value -> !good.contains(value.digest()));
        return ReferenceValues.of(
                Stream.of(own.stream(), feed.required().stream(), retired)
                        .flatMap(values -> values)
                        .toList(),
                feed.tolerated());
    }

    private static Uni<List<FeedReferences.Released>> readReleased(Tx tx, OsFeedRevision source) {
        return source.part().isEmpty()
                ? Uni.createFrom().item(List.of())
                : tx.list(
                        OF_FEED,
                        row -> new FeedReferences.Released(
                                row.getUUID("release_id"), row.getLong("release_version"), value(row)),
                        source.part(),
                        source.feed());
    }

    private static ReferenceValue value(Row row) {
        return new ReferenceValue(
                ImageType.ofApiName(row.getString("type")).orElse(ImageType.INVALID),
                new ComponentId(row.getUUID("component_id")),
                new ImageId(row.getUUID("image_id")),
                Columns.digest(row, "digest"),
                row.getLong("security_version"),
                row.getString("name"),
                Columns.instant(row, "uploaded_at"),
                ReferenceState.valueOf(row.getString("state")));
    }
}
