package dev.holdfast.backend.update;

import dev.holdfast.backend.update.feed.OsOffer;
import dev.holdfast.contract.operator.image.ImageView;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Target of a group's devices with one part: the operating system that the group's feed offers for the part, then the images of the group's
 * deployment. Pure.
 *
 * @param part SKU; empty for all parts without an OS offer, which keep their operating system
 * @param release OS release; null if the target does not change the operating system
 * @param deployment deployment; null if the target does not change customers' images
 * @param images images in installation order, at least one
 */
record PartTarget(
        String part, @Nullable UUID release, @Nullable UUID deployment, List<ImageView> images) {
    /** Stands for all parts without an OS offer. */
    static final String ANY_OTHER = "";

    /** The images of a group's deployment. */
    record Customers(UUID deployment, List<ImageView> images) {}

    /** Returns the targets of a group, one for each part; empty if there is neither an offer nor a deployment. */
    static List<PartTarget> of(List<OsOffer> offers, @Nullable Customers customers) {
        UUID deployment = customers == null ? null : customers.deployment();
        List<ImageView> applications = customers == null ? List.of() : customers.images();
        List<PartTarget> targets = new ArrayList<>();
        if (customers != null) {
            targets.add(new PartTarget(ANY_OTHER, null, deployment, applications));
        }
        for (OsOffer offer : offers) {
            List<ImageView> images = Stream.concat(offer.images().stream(), applications.stream())
                    .toList();
            targets.add(new PartTarget(offer.part(), offer.release(), deployment, images));
        }
        return targets;
    }
}
