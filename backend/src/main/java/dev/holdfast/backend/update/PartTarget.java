package dev.holdfast.backend.update;

import dev.holdfast.backend.update.feed.OsOffer;
import dev.holdfast.contract.operator.image.ImageView;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the devices of one part in a group should run: the operating system that the group's feed offers for the part,
 * then the images of the group's deployment. Pure.
 *
 * @param part SKU, or empty for devices of every part for which the feed has nothing: they keep theirs
 * @param release of the operating system; null when the target leaves it as it is
 * @param deployment of customers' images; null when the target leaves those as they are
 * @param images in the order of installation, at least one
 */
record PartTarget(
        String part, @Nullable UUID release, @Nullable UUID deployment, List<ImageView> images) {
    /** The part of devices for which no feed has anything. */
    static final String ANY_OTHER = "";

    /** The images of a group's deployment. */
    record Customers(UUID deployment, List<ImageView> images) {}

    /** Returns the targets of a group, one for each part; none when there is nothing that anyone should run. */
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
