package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.fleet.Silence;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.image.DeployedImage;
import dev.holdfast.backend.update.policy.PreviewUpdatePolicy;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.deployment.ImageChange;
import dev.holdfast.contract.operator.deployment.UpdateImpact;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Computes what a deployment would do, and changes nothing. */
@ApplicationScoped
public class PreviewDeployment {
    /** {@code $3}: devices that are silent since then count as offline. */
    private static final String DEVICES = """
            select count(*) as devices, count(*) filter (where is_blocked) as blocked,
                count(*) filter (where not is_blocked and is_silent) as offline,
                count(*) filter (where not is_blocked and not is_silent and trust = 'UNTRUSTED') as held
            from (
                select trust, blocked_at is not null as is_blocked, coalesce(last_seen, claimed_at) < $3 as is_silent
                from device where catalog_id = $1 and group_id = $2) x""";

    private static final String CURRENT =
            "select deployment_id from deployment where catalog_id = $1 and group_id = $2 and current_since is not null"
                    + " and superseded_at is null";

    private final Transactions transactions;

    PreviewDeployment(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the effect of a deployment; fails like {@link StartDeployment} if the deployment is not possible. */
    Uni<UpdateImpact> preview(CatalogId catalog, DeploymentRequest request) {
        return transactions.readOnly(catalog, tx -> of(tx, request));
    }

    private static Uni<UpdateImpact> of(Tx tx, DeploymentRequest request) {
        return request.target(tx, false)
                .chain(target -> PreviewUpdatePolicy.heldFromDeployment(tx, target.group())
                        .chain(held -> of(tx, target.group().id(), target.images(), held)));
    }

    /**
     * Returns the effect of a deployment.
     *
     * @param images images that fit the group, in installation order
     * @param heldByPolicy number of devices that the group's update policy holds
     */
    public static Uni<UpdateImpact> of(Tx tx, UUID group, List<ImageView> images, long heldByPolicy) {
        return current(tx, group)
                .chain(current -> tx.one(
                        DEVICES,
                        row -> impact(row, heldByPolicy, current, images),
                        tx.catalog(),
                        group,
                        Silence.since(tx)));
    }

    /** Returns the images of the current deployment of a group in installation order; empty if it has none. */
    public static Uni<List<ImageView>> current(Tx tx, UUID group) {
        return tx.list(CURRENT, row -> row.getUUID("deployment_id"), tx.catalog(), group)
                .chain(deployments -> DeployedImage.of(tx, deployments))
                .map(images -> images.values().stream().flatMap(List::stream).toList());
    }

    private static UpdateImpact impact(Row row, long heldByPolicy, List<ImageView> current, List<ImageView> next) {
        long devices = row.getLong("devices");
        long blocked = row.getLong("blocked");
        return new UpdateImpact(
                devices,
                blocked,
                row.getLong("offline"),
                row.getLong("held"),
                heldByPolicy,
                changes(current, next),
                bytes(current, next) * (devices - blocked));
    }

    /** Returns the number of bytes that a device with some images downloads to have others. */
    public static long bytes(List<ImageView> current, List<ImageView> next) {
        return changed(current, next).stream().mapToLong(ImageView::length).sum();
    }

    /** Returns the images that are not deployed now, in installation order. */
    private static List<ImageView> changed(List<ImageView> current, List<ImageView> next) {
        Set<ImageId> deployed = current.stream().map(ImageView::id).collect(Collectors.toSet());
        return next.stream().filter(image -> !deployed.contains(image.id())).toList();
    }

    /** Returns the components whose images differ: those of the next images in installation order, then those without a next image. */
    public static List<ImageChange> changes(List<ImageView> current, List<ImageView> next) {
        Map<ComponentId, ImageView> before = byComponent(current);
        Map<ComponentId, ImageView> after = byComponent(next);
        return Stream.concat(
                        changed(current, next).stream()
                                .map(image -> new ImageChange(before.get(image.component()), image)),
                        current.stream()
                                .filter(image -> !after.containsKey(image.component()))
                                .map(image -> new ImageChange(image, null)))
                .toList();
    }

    private static Map<ComponentId, ImageView> byComponent(List<ImageView> images) {
        return images.stream().collect(Collectors.toMap(ImageView::component, image -> image));
    }
}
