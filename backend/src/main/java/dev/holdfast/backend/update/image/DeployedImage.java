package dev.holdfast.backend.update.image;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.feed.ImageRows;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** An image in a deployment, which {@code deployment} names by its GUID. */
public record DeployedImage(UUID deployment, ImageView image) {
    private static final String OF_DEPLOYMENTS = "select x.deployment_id, " + ImageRows.COLUMNS + """
             from deployment_image x join image i using (catalog_id, image_id)
            where x.catalog_id = $1 and x.deployment_id = any ($2::uuid[])
            order by x.deployment_id, x.position""";
    private static final String BY_ID = "select " + ImageRows.COLUMNS + """
             from image i where i.catalog_id = $1 and i.image_id = any ($2::uuid[]) and i.deleted_at is null""";

    /** Returns the images of some deployments in installation order. */
    public static Uni<Map<UUID, List<ImageView>>> of(Tx tx, Collection<UUID> deployments) {
        return tx.list(
                        OF_DEPLOYMENTS,
                        row -> new DeployedImage(row.getUUID("deployment_id"), ImageRows.view(row)),
                        tx.catalog(),
                        Columns.guids(deployments, deployment -> deployment))
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                DeployedImage::deployment,
                                Collectors.mapping(DeployedImage::image, Collectors.toList()))));
    }

    /** Returns those of the images that the catalog has. */
    public static Uni<Map<ImageId, ImageView>> byId(Tx tx, Collection<ImageId> images) {
        return tx.list(BY_ID, ImageRows::view, tx.catalog(), Columns.guids(images, ImageId::value))
                .map(found -> found.stream().collect(Collectors.toMap(ImageView::id, image -> image)));
    }

    /** Returns the image as an entry of a manifest set. */
    public static ManifestSet.Entry entry(ImageView image) {
        return new ManifestSet.Entry(
                ImageRows.type(image),
                image.component(),
                image.id(),
                image.length(),
                image.digest(),
                image.securityVersion());
    }
}
