package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.fleet.OsFeed;
import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.update.content.ImageRefusal;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.contract.operator.feed.OsPromotion;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Releases an operating system into {@code RetailEval} only or into both feeds, as a whole or not at all. The next manifest sets of the feed's
 * groups offer the release. From then on, devices of these groups are outdated without it.
 */
@ApplicationScoped
public class ReleaseOperatingSystem {
    /** Evaluation time before automatic promotion. */
    static final Duration EVALUATION = Duration.ofDays(14);

    /** Lock of releases and OS images. A concurrent release waits, and fails if the first one is for the same part and not older. */
    static final String ONE_AT_A_TIME = "os_release";

    /** Lock that uploads to catalogs share. A release waits for uploads in progress, because they may have images of its components. */
    public static final String UPLOADS = "uploads to catalogs";

    private static final String ADD = """
            insert into os_release (release_id, part, security_version, released_at, released_by, promote_at, retail_at)
            select $1, $2, $3, $4, $5, $6, $7
            where not exists (select from os_release where part = $2 and security_version >= $3)""";
    private static final String ADD_IMAGES = """
            insert into os_release_image (release_id, position, manufacturer, image_id)
            select $1, i.position, o.manufacturer, o.image_id
            from unnest($2::uuid[]) with ordinality as i(image_id, position)
            join os_image o on o.image_id = i.image_id and o.manufacturer = $3""";

    private static final List<ImageType> CUSTOMERS = Arrays.stream(ImageType.values())
            .filter(ImageType::belongsToCustomer)
            .toList();
    private static final String CLASHES = """
            select component_id, catalog from catalogs_with_components($1::uuid[], $2::text[])
            order by component_id, lower(catalog) limit 10""";

    private final Commands commands;

    ReleaseOperatingSystem(Commands commands) {
        this.commands = commands;
    }

    private record Plan(
            UUID id,
            String part,
            long version,
            OsFeed feed,
            OsPromotion promotion,
            String manufacturer,
            List<ImageView> images) {
        String title() {
            return OsVersion.name(version) + " for " + part;
        }
    }

    public Uni<OsReleaseView> release(NewOsRelease request) {
        return commands.run(tx -> ReleaseCandidate.read(tx, request.part(), request.imageIds()))
                .chain(candidate -> Workers.run(() -> plan(request, candidate)))
                .chain(plan -> commands.run(tx -> write(tx, plan)));
    }

    private static Plan plan(NewOsRelease request, ReleaseCandidate candidate) {
        List<ImageView> images =
                ReleaseRules.contents(request.part(), candidate.images(), candidate.previous(), candidate.otherParts());
        TrustStoreRules.require(candidate.trustStores(), candidate.newestVersion(ImageType.TRUSTED_KEYSTORE));

        return new Plan(
                UUID.randomUUID(),
                request.part(),
                candidate.images().getFirst().securityVersion(),
                OsFeed.RETAIL.apiName().equals(request.feed()) ? OsFeed.RETAIL : OsFeed.EVALUATION,
                Objects.requireNonNullElse(request.promotion(), OsPromotion.AUTOMATIC),
                candidate.manufacturer(),
                images);
    }

    private static Uni<OsReleaseView> write(Tx tx, Plan plan) {
        Instant now = tx.now();
        boolean retail = plan.feed() == OsFeed.RETAIL;
        return tx.alone(ONE_AT_A_TIME)
                .chain(() -> tx.alone(UPLOADS))
                .chain(() -> requireNoClash(tx, plan))
                .chain(() -> tx.update(
                        ADD,
                        plan.id(),
                        plan.part(),
                        plan.version(),
                        now,
                        tx.actor().name(),
                        retail || plan.promotion() == OsPromotion.MANUAL ? null : now.plus(EVALUATION),
                        retail ? now : null))
                .invoke(ReleaseOperatingSystem::requireNewest)
                .chain(() -> tx.update(
                        ADD_IMAGES,
                        plan.id(),
                        Columns.guids(plan.images(), image -> image.id().value()),
                        plan.manufacturer()))
                .invoke(added -> requireStored(plan, added))
                .chain(() -> ListReleases.one(tx, plan.id()))
                .call(() -> tx.audit(
                        tx.entry(
                                "ReleaseOperatingSystem",
                                plan.title(),
                                "Released " + plan.images().size() + " images into feed "
                                        + plan.feed().apiName() + "."),
                        Event.of(
                                "OsReleased",
                                plan.id().toString(),
                                Map.of(
                                        "part",
                                        plan.part(),
                                        "feed",
                                        plan.feed().apiName(),
                                        "version",
                                        plan.version()))));
    }

    /** Fails with {@code component-twice} if customers have images of a component. Names their catalogs, not the images. */
    private static Uni<Void> requireNoClash(Tx tx, Plan plan) {
        return tx.list(
                        CLASHES,
                        row -> row.getString("catalog") + " (component " + row.getUUID("component_id") + ")",
                        Columns.guids(plan.images(), image -> image.component().value()),
                        Columns.texts(CUSTOMERS, ImageType::apiName))
                .invoke(clashes -> {
                    if (!clashes.isEmpty()) {
                        throw ImageRefusal.COMPONENT_TWICE.problem(
                                "Catalogs have images of a component of the release: "
                                        + String.join(", ", clashes)
                                        + ". Nothing was released. Delete these images, or build the release with another component ID.");
                    }
                })
                .replaceWithVoid();
    }

    private static void requireStored(Plan plan, int added) {
        if (added < plan.images().size()) {
            throw ProblemException.conflict("Someone deleted an image at the same time. Upload the images again.");
        }
    }

    private static void requireNewest(int releases) {
        if (releases == 0) {
            throw ProblemException.conflict(
                    "The part has this version or a newer one, from another person or manufacturer. Reload the releases.");
        }
    }
}
