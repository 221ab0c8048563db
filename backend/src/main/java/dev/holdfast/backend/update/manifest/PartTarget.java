package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.feed.OsOffer;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Images that the devices of one part (SKU) in a group should run: the operating system that the group's OS feed offers
 * for the part, then the images of the group's deployment.
 *
 * @param part SKU
 * @param release OS release; null if the target does not change the operating system
 * @param deployment deployment; null if the target does not change customers' images
 * @param images images in installation order, at least one
 */
public record PartTarget(
        String part, @Nullable UUID release, @Nullable UUID deployment, List<ImageView> images) {
    private static final String PARTS =
            "select part from group_part where catalog_id = $1 and group_id = $2 order by part";

    /** The images of a group's deployment. */
    public record CustomerImages(UUID deployment, List<ImageView> images) {}

    /** Returns the parts that devices of a group have or had. */
    public static Uni<List<String>> parts(Tx tx, UUID group) {
        return tx.list(PARTS, row -> row.getString("part"), tx.catalog(), group);
    }

    /** Returns a target for each part that has an OS offer; for all parts if the group has a deployment. */
    public static List<PartTarget> of(List<String> parts, List<OsOffer> offers, @Nullable CustomerImages customers) {
        Map<String, OsOffer> offered = offers.stream().collect(Collectors.toMap(OsOffer::part, offer -> offer));
        List<PartTarget> targets = new ArrayList<>();
        for (String part : parts) {
            @Nullable OsOffer offer = offered.get(part);
            if (offer != null || customers != null) {
                targets.add(new PartTarget(
                        part,
                        offer == null ? null : offer.release(),
                        customers == null ? null : customers.deployment(),
                        Stream.concat(
                                        Stream.ofNullable(offer).flatMap(it -> it.images().stream()),
                                        Stream.ofNullable(customers).flatMap(it -> it.images().stream()))
                                .toList()));
            }
        }
        return targets;
    }
}
