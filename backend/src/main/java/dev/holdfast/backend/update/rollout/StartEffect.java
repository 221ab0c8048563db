package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Effect of the start of a rollout for its approvers: devices, images and phases. */
final class StartEffect {
    private static final String DEVICES =
            "select count(*) as devices from device where catalog_id = $1 and group_id = $2";

    private StartEffect() {}

    /** Returns the effect in sentences. */
    static Uni<List<String>> of(Tx tx, Rollout rollout, List<ImageView> images) {
        return tx.one(DEVICES, row -> row.getLong("devices"), tx.catalog(), rollout.group())
                .map(devices -> {
                    List<String> effect = new ArrayList<>();
                    effect.add(offered(rollout, devices, images));
                    effect.addAll(RolloutWords.of(rollout.plan()));
                    return effect;
                });
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
}
