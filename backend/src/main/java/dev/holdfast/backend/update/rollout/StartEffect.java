package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.deployment.PreviewDeployment;
import dev.holdfast.backend.update.deployment.ReplacedImages;
import dev.holdfast.backend.update.feed.OsOffer;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Effect of the start of a rollout for its approvers: versions before and after, bytes of a device, warnings and phases. */
final class StartEffect {
    private static final String DEVICES =
            "select count(*) as devices from device where catalog_id = $1 and group_id = $2";

    private StartEffect() {}

    /** Returns the effect in sentences. */
    static Uni<List<String>> of(Tx tx, Rollout rollout, List<ImageView> images) {
        return tx.one(DEVICES, row -> row.getLong("devices"), tx.catalog(), rollout.group())
                .chain(devices -> (rollout.isOfSystem() ? system(tx, rollout) : images(tx, rollout, images))
                        .map(software -> {
                            List<String> effect = new ArrayList<>();
                            effect.add(offered(rollout, devices, images));
                            effect.addAll(software);
                            effect.addAll(RolloutWords.of(rollout.plan()));
                            return effect;
                        }));
    }

    private static String offered(Rollout rollout, long devices, List<ImageView> images) {
        return rollout.title() + ", " + devices + (devices == 1 ? " device" : " devices")
                + ", would be offered in phases: "
                + images.stream()
                        .map(image ->
                                image.name() + " (" + image.id() + ") with security version " + image.securityVersion())
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static Uni<List<String>> images(Tx tx, Rollout rollout, List<ImageView> images) {
        return PreviewDeployment.current(tx, rollout.group())
                .map(current -> Stream.concat(
                                ReplacedImages.words(current, images).stream(),
                                RollBackWarnings.of(PreviewDeployment.changes(current, images)).stream())
                        .toList());
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
