package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.contract.operator.feed.OsReleaseView;
import dev.holdfast.contract.operator.feed.OsWithdrawal;
import dev.holdfast.contract.operator.feed.OsWithdrawalImpact;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.feed.FeedClient;
import dev.holdfast.ui.feed.OsImageClient;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The OS releases of the installation. Records commands. */
public final class FakeFeeds implements FeedClient, OsImageClient {
    private static final String PART = "MT3620AN";

    private final List<String> commands = new ArrayList<>();
    private final FakeFleet fleet;
    private int uploaded;

    public FakeFeeds(FakeFleet fleet) {
        this.fleet = fleet;
    }

    /** Returns the commands, such as {@code withdraw 26.10 KEEP: reason}. */
    public List<String> commands() {
        return commands;
    }

    private List<ImageView> images() {
        return fleet.images().stream()
                .filter(image -> !image.type().equals("Applications"))
                .toList();
    }

    @Override
    public List<OsReleaseView> releases(int limit) {
        return List.of(
                        release(3, "26.10", List.of("RetailEval"), FakeFleet.ago(3), null, null),
                        release(2, "26.09", List.of("Retail"), FakeFleet.ago(44), FakeFleet.ago(30), null),
                        release(1, "26.08", List.of(), FakeFleet.ago(80), FakeFleet.ago(70), FakeFleet.ago(60)))
                .subList(0, Math.min(3, limit));
    }

    /** Returns a release. {@code retail} and {@code withdrawn} are the times of promotion and withdrawal, or null. */
    private OsReleaseView release(
            int version,
            String name,
            List<String> feeds,
            Instant at,
            @Nullable Instant retail,
            @Nullable Instant withdrawn) {
        return new OsReleaseView(
                new UUID(0, version),
                PART,
                name,
                version,
                feeds,
                images(),
                at,
                "admin",
                retail == null ? at.plus(Duration.ofDays(14)) : null,
                retail,
                withdrawn,
                withdrawn == null ? "" : "admin",
                withdrawn == null ? "" : "Boards of the first batch do not start with it",
                null);
    }

    private OsReleaseView find(UUID id) {
        return releases(3).stream()
                .filter(release -> release.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Refuses a release of fewer than two images. */
    @Override
    public OsReleaseView release(NewOsRelease release) {
        commands.add("release " + release.imageIds().size() + " for " + release.part() + " into " + release.feed() + " "
                + release.promotion());
        if (release.imageIds().size() < 2) {
            throw new OperatorProblem(Problem.of(
                    ProblemType.INVALID_CONTENT,
                    "The release has no image of type RootFs, which every boot measures. Nothing was released.",
                    "req-05"));
        }
        return releases(1).getFirst();
    }

    @Override
    public OsWithdrawalImpact withdrawalImpact(UUID release) {
        return new OsWithdrawalImpact(
                412,
                405,
                List.of(
                        new OsWithdrawalImpact.OfCatalog("contoso", 371, 364),
                        new OsWithdrawalImpact.OfCatalog("fabrikam", 41, 41)),
                2,
                List.of("Feeds stop offering it in all catalogs.", "Devices keep running it."),
                "They stay trusted.",
                "Devices that run it become untrusted at their next attestation. This cannot be undone.");
    }

    @Override
    public OsReleaseView withdraw(UUID release, OsWithdrawal withdrawal) {
        commands.add(
                "withdraw " + find(release).name() + " " + withdrawal.referenceValues() + ": " + withdrawal.reason());
        return find(release);
    }

    @Override
    public OsReleaseView promote(UUID release) {
        commands.add("promote " + find(release).name());
        return find(release);
    }

    /** Returns the next OS image of the fleet for an upload that is not empty. */
    @Override
    public ImageView upload(File imagePackage) {
        if (imagePackage.length() == 0) {
            throw new OperatorProblem(Problem.of(
                    ProblemType.INVALID_CONTENT, "No trusted silicon manufacturer signed this image.", "req-06"));
        }
        return images().get(uploaded++ % images().size());
    }
}
