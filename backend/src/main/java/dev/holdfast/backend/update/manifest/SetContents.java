package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.feed.OsOffer;
import dev.holdfast.backend.update.image.DeployedImage;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Images that the manifest sets of a group should list, by its update policy. With {@link UpdatePolicy#NONE}, these are the images that they
 * list now, so that no device becomes outdated by a release that it is not offered.
 *
 * @param offers OS releases, by part
 * @param deployment deployment in the sets; null if there is none
 * @param targets targets by part; empty if the group has no parts, or neither a release nor a deployment
 */
public record SetContents(List<OsOffer> offers, @Nullable UUID deployment, List<PartTarget> targets) {
    private static final String SERVED =
            "select part, deployment_id from manifest_set where catalog_id = $1 and group_id = $2 and cohort = 'CURRENT'";

    /**
     * Returns the contents for a locked group.
     *
     * @param current current deployment of the group; null if there is none
     */
    public static Uni<SetContents> of(Tx tx, UUID group, UpdatePolicy policy, @Nullable UUID current) {
        return switch (policy) {
            case ALL -> newest(tx, group, current);
            case NO_APPLICATIONS -> newest(tx, group, null);
            case NONE -> served(tx, group);
        };
    }

    /**
     * Returns the contents of the sets for the open devices of a rollout: the operating system of the group's other devices, and the
     * rollout's deployment; or the rollout's releases, and the deployment of the other devices.
     *
     * @param deployment deployment of the rollout; null if it has releases
     * @param releases releases of the rollout; empty if it has a deployment
     */
    public static Uni<SetContents> next(
            Tx tx, UUID group, UpdatePolicy policy, @Nullable UUID deployment, List<UUID> releases) {
        Uni<List<OsOffer>> offers = policy == UpdatePolicy.NONE && releases.isEmpty()
                ? OsOffer.served(tx, group)
                : OsOffer.of(tx, group, releases);
        return releases.isEmpty()
                ? offers.chain(found -> contents(tx, group, found, deployment))
                : tx.list(SERVED, row -> row, tx.catalog(), group)
                        .map(sets -> Optional.ofNullable(deployment(sets)))
                        .chain(kept -> offers.chain(found -> contents(tx, group, found, kept.orElse(null))));
    }

    private static Uni<SetContents> newest(Tx tx, UUID group, @Nullable UUID deployment) {
        return OsOffer.of(tx, group).chain(offers -> contents(tx, group, offers, deployment));
    }

    private static Uni<SetContents> served(Tx tx, UUID group) {
        return tx.list(SERVED, row -> row, tx.catalog(), group)
                .chain(sets -> OsOffer.served(tx, group)
                        .chain(offers -> contents(
                                tx,
                                sets.stream().map(row -> row.getString("part")).toList(),
                                offers,
                                deployment(sets))));
    }

    /** Returns the deployment of the sets, which is the same in all of them. */
    private static @Nullable UUID deployment(List<Row> sets) {
        return sets.stream()
                .map(row -> row.getUUID("deployment_id"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Uni<SetContents> contents(Tx tx, UUID group, List<OsOffer> offers, @Nullable UUID deployment) {
        return PartTarget.parts(tx, group).chain(parts -> contents(tx, parts, offers, deployment));
    }

    private static Uni<SetContents> contents(
            Tx tx, List<String> parts, List<OsOffer> offers, @Nullable UUID deployment) {
        return customers(tx, deployment)
                .map(customers ->
                        new SetContents(offers, deployment, PartTarget.of(parts, offers, customers.orElse(null))));
    }

    private static Uni<Optional<PartTarget.CustomerImages>> customers(Tx tx, @Nullable UUID deployment) {
        return deployment == null
                ? Uni.createFrom().item(Optional.empty())
                : DeployedImage.of(tx, List.of(deployment))
                        .map(images -> Optional.of(
                                new PartTarget.CustomerImages(deployment, images.getOrDefault(deployment, List.of()))));
    }
}
