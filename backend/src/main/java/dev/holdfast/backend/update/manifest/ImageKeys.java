package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Image keys that manifest sets of a catalog name.
 *
 * @param byImage key of each customer's image in the sets
 * @param ofCatalog newest keys of the catalog: the one that signs new images, and those of images that are not deleted
 */
record ImageKeys(Map<ImageId, P256PublicKey> byImage, List<P256PublicKey> ofCatalog) {
    private static final String BY_IMAGE = """
            select i.image_id, k.public_key from image i join image_key k using (catalog_id, key_id)
            where i.catalog_id = $1 and i.image_id = any ($2::uuid[])""";
    private static final String OF_CATALOG = """
            select k.public_key from image_key k
            where k.catalog_id = $1 and (k.replaced_at is null or exists (
                select from image i where i.catalog_id = $1 and i.key_id = k.key_id and i.deleted_at is null))
            order by k.created_at desc limit $2""";

    private record Signed(ImageId image, P256PublicKey key) {}

    /** Reads the keys for the sets of these targets. */
    static Uni<ImageKeys> of(Tx tx, List<PartTarget> targets) {
        List<ImageId> images = targets.stream()
                .flatMap(target -> target.images().stream())
                .map(ImageView::id)
                .distinct()
                .toList();
        return tx.list(
                        BY_IMAGE,
                        row -> new Signed(new ImageId(row.getUUID("image_id")), key(row)),
                        tx.catalog(),
                        Columns.guids(images, ImageId::value))
                .chain(signed -> tx.list(OF_CATALOG, ImageKeys::key, tx.catalog(), ManifestSet.MAX_CUSTOMER_IMAGES)
                        .map(keys -> new ImageKeys(
                                signed.stream().collect(Collectors.toMap(Signed::image, Signed::key)), keys)));
    }

    private static P256PublicKey key(Row row) {
        return P256PublicKey.of(Columns.bytes(row, "public_key"));
    }

    /** Returns the keys of the target's images. Devices keep their images if it has none of customers, so then returns the catalog's keys. */
    List<P256PublicKey> of(PartTarget target) {
        List<P256PublicKey> own = target.images().stream()
                .map(image -> Optional.ofNullable(byImage.get(image.id())))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return own.isEmpty() ? ofCatalog : own;
    }
}
