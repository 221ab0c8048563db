package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.fleet.OsFeed;
import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.contract.operator.feed.OsPromotion;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Releases an operating system into a feed, whole or not at all. Devices of the feed's groups are offered it with their
 * groups' next manifest set, and have to run it from then on to be trusted.
 */
@ApplicationScoped
public class ReleaseOperatingSystem {
    /** How long a release is evaluated before it goes on to everyone by itself. */
    static final Duration EVALUATION = Duration.ofDays(14);

    private static final Pattern PART = Pattern.compile(NewOsRelease.PART);
    // Of two releases for one part at a time the second waits here, and finds that it is not the newest.
    private static final String ONE_AT_A_TIME = "os_release";
    private static final String ADD = """
            insert into os_release (release_id, part, security_version, released_at, released_by, promote_at, retail_at)
            select $1, $2, $3, $4, $5, $6, $7
            where not exists (select from os_release where part = $2 and security_version >= $3)""";
    private static final String ADD_IMAGES = """
            insert into os_release_image (release_id, position, image_id)
            select $1, i.position, i.image_id from unnest($2::uuid[]) with ordinality as i(image_id, position)""";

    private final ReleaseCandidates candidates;
    private final ListReleases listReleases;
    private final Transactions transactions;

    ReleaseOperatingSystem(ReleaseCandidates candidates, ListReleases listReleases, Transactions transactions) {
        this.candidates = candidates;
        this.listReleases = listReleases;
        this.transactions = transactions;
    }

    /** What will be released. */
    private record Plan(
            UUID id, String part, long version, OsFeed feed, OsPromotion promotion, List<ImageView> images) {
        String title() {
            return OsVersion.name(version) + " for " + part;
        }
    }

    /** Returns the release. */
    public Uni<OsReleaseView> release(Caller caller, NewOsRelease request) {
        return Uni.createFrom()
                .item(() -> check(request))
                .chain(checked ->
                        transactions.inInstallation(tx -> candidates.read(tx, checked.part(), checked.imageIds())))
                .chain(candidate -> Workers.run(() -> plan(request, candidate)))
                .chain(plan -> transactions
                        .inInstallation(caller, tx -> write(tx, caller, plan))
                        .chain(() -> listReleases.one(plan.id())));
    }

    private static NewOsRelease check(NewOsRelease request) {
        new Checks()
                .matches("part", request.part(), PART, "is a SKU of 1 to 32 letters, digits, dots, - and _")
                .that(feed(request.feed()) != null, "feed", "is Retail or RetailEval")
                .size("imageIds", request.imageIds(), NewOsRelease.FEWEST_IMAGES, NewOsRelease.MOST_IMAGES)
                .done();
        new Checks()
                .that(
                        new HashSet<>(request.imageIds()).size()
                                == request.imageIds().size(),
                        "imageIds",
                        "names an image twice")
                .done();
        return request;
    }

    private static @Nullable OsFeed feed(@Nullable String name) {
        for (OsFeed feed : OsFeed.values()) {
            if (feed.apiName().equals(name)) {
                return feed;
            }
        }
        return null;
    }

    private static Plan plan(NewOsRelease request, ReleaseCandidates.Candidate candidate) {
        for (ImageId image : request.imageIds()) {
            if (candidate.images().stream().noneMatch(found -> found.id().equals(image))) {
                throw ProblemException.notFound(
                        "imageIds",
                        "names image " + image + ", which was not uploaded as an image of the operating system");
            }
        }
        List<ImageView> images =
                ReleaseRules.contents(request.part(), candidate.images(), candidate.past(), candidate.elsewhere());
        TrustBinding.require(candidate.trust(), candidate.newest(ImageType.TRUSTED_KEYSTORE));
        OsFeed feed = feed(request.feed()) == OsFeed.RETAIL ? OsFeed.RETAIL : OsFeed.EVALUATION;
        OsPromotion promotion = request.promotion() == null ? OsPromotion.AUTOMATIC : request.promotion();
        return new Plan(
                UUID.randomUUID(),
                request.part(),
                candidate.images().getFirst().securityVersion(),
                feed,
                promotion,
                images);
    }

    private Uni<Void> write(Tx tx, Caller caller, Plan plan) {
        Instant now = tx.now();
        boolean retail = plan.feed() == OsFeed.RETAIL;
        return tx.alone(ONE_AT_A_TIME)
                .chain(() -> tx.update(
                        ADD,
                        plan.id(),
                        plan.part(),
                        plan.version(),
                        now,
                        caller.name(),
                        retail || plan.promotion() == OsPromotion.BY_HAND ? null : now.plus(EVALUATION),
                        retail ? now : null))
                .invoke(ReleaseOperatingSystem::requireNewest)
                .chain(() -> tx.update(
                        ADD_IMAGES,
                        plan.id(),
                        Columns.guids(plan.images(), image -> image.id().value())))
                .chain(() -> tx.emit(Event.of(
                        "OsReleased",
                        plan.id().toString(),
                        Map.of("part", plan.part(), "feed", plan.feed().apiName(), "version", plan.version()))))
                .chain(() -> tx.audit(tx.entry(
                        "ReleaseOperatingSystem",
                        plan.title(),
                        "Released " + plan.images().size() + " images into feed "
                                + plan.feed().apiName() + ".")));
    }

    private static void requireNewest(int releases) {
        if (releases == 0) {
            throw ProblemException.conflict(
                    "Someone else released for this part at the same time, and theirs is not older. Reload and look.");
        }
    }
}
