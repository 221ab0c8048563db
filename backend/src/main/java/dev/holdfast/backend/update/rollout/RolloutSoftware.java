package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.deployment.PreviewDeployment;
import dev.holdfast.backend.update.deployment.ReplacedImages;
import dev.holdfast.backend.update.feed.OsOffer;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says for approvers what a rollout changes: versions before and after, bytes of a device, and warnings about a rollback. */
final class RolloutSoftware {
    private RolloutSoftware() {}

    /** Returns sentences that do not depend on what devices attest. */
    static Uni<List<String>> of(Tx tx, Rollout rollout) {
        return rollout.isOfSystem() ? system(tx, rollout) : images(tx, rollout);
    }

    private static Uni<List<String>> images(Tx tx, Rollout rollout) {
        return StartRollout.images(tx, rollout)
                .chain(images -> PreviewDeployment.current(tx, rollout.group())
                        .map(current -> Stream.concat(
                                        ReplacedImages.words(current, images).stream(),
                                        RollBackWarnings.of(PreviewDeployment.changes(current, images)).stream())
                                .toList()));
    }

    private static Uni<List<String>> system(Tx tx, Rollout rollout) {
        return OsOffer.served(tx, rollout.group())
                .map(served -> served.stream().collect(Collectors.toMap(OsOffer::part, Function.identity())))
                .chain(served -> OsOffer.of(tx, rollout.group(), rollout.releases())
                        .map(offers -> Stream.concat(
                                        offers.stream()
                                                .filter(offer ->
                                                        rollout.releases().contains(offer.release()))
                                                .map(offer -> words(served, offer)),
                                        Stream.of(RollBackWarnings.SYSTEM))
                                .toList()));
    }

    private static String words(Map<String, OsOffer> served, OsOffer offer) {
        @Nullable OsOffer before = served.get(offer.part());
        return "Operating system of part " + offer.part() + ": "
                + (before == null ? "none" : OsVersion.name(before.securityVersion())) + " → "
                + OsVersion.name(offer.securityVersion()) + ". "
                + ReplacedImages.bytes(
                        PreviewDeployment.bytes(before == null ? List.of() : before.images(), offer.images()));
    }
}
