package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Images to release, and the previous releases.
 *
 * @param images the uploaded images
 * @param trustStores packages of the images that are a keystore, a certificate store or a base manifest ({@link ManifestSet#TRUST})
 * @param previous previous releases for the part, newest first, including withdrawn ones
 * @param otherParts components of releases for other parts that are not withdrawn, each with the SKU of such a part
 */
record ReleaseCandidate(
        List<ImageView> images,
        List<ImagePackage> trustStores,
        List<ReleaseRules.Previous> previous,
        Map<ComponentId, String> otherParts) {
    private static final String IMAGES =
            "select " + ImageRows.COLUMNS + " from os_image i where i.image_id = any ($1::uuid[])";
    private static final String TRUST = """
            select c.content from os_image_content c join os_image i using (image_id)
            where i.image_id = any ($1::uuid[]) and i.type = any ($2::text[])""";
    private static final String PREVIOUS = "select r.release_id, r.security_version as release_version,"
            + " r.withdrawn_at is not null as withdrawn, " + ImageRows.COLUMNS + """
             from os_release r join os_release_image x using (release_id) join os_image i using (image_id)
            where r.part = $1
            order by r.security_version desc, x.position""";
    private static final String OTHER_PARTS = """
            select distinct i.component_id, r.part
            from os_release r join os_release_image x using (release_id) join os_image i using (image_id)
            where r.part <> $1 and r.withdrawn_at is null""";

    /** Returns the highest security version of a type in previous releases; 0 for none. */
    long newestVersion(ImageType type) {
        return previous.stream()
                .flatMap(release -> release.images().stream())
                .filter(image -> ImageRows.type(image) == type)
                .mapToLong(ImageView::securityVersion)
                .max()
                .orElse(0);
    }

    /** An image of a previous release, with the version of the release. */
    private record Known(UUID release, long version, boolean withdrawn, ImageView image) {
        static Known of(Row row) {
            return new Known(
                    row.getUUID("release_id"),
                    row.getLong("release_version"),
                    row.getBoolean("withdrawn"),
                    ImageRows.view(row));
        }
    }

    static Uni<ReleaseCandidate> read(Tx tx, String part, List<ImageId> images) {
        Object ids = Columns.guids(images, ImageId::value);
        return Uni.combine()
                .all()
                .unis(
                        tx.list(IMAGES, ImageRows::view, ids),
                        tx.list(
                                TRUST,
                                ReleaseCandidate::parseStored,
                                ids,
                                Columns.texts(ManifestSet.TRUST, ImageType::apiName)),
                        tx.list(PREVIOUS, Known::of, part).map(ReleaseCandidate::releases),
                        tx.list(OTHER_PARTS, row -> row, part).map(ReleaseCandidate::components))
                .usingConcurrencyOf(1)
                .with(ReleaseCandidate::new);
    }

    private static List<ReleaseRules.Previous> releases(List<Known> previous) {
        Map<UUID, ReleaseRules.Previous> releases = new LinkedHashMap<>();
        for (Known known : previous) {
            releases.computeIfAbsent(
                            known.release(),
                            id -> new ReleaseRules.Previous(known.version(), known.withdrawn(), new ArrayList<>()))
                    .images()
                    .add(known.image());
        }
        return List.copyOf(releases.values());
    }

    private static Map<ComponentId, String> components(List<Row> otherParts) {
        return otherParts.stream()
                .collect(Collectors.toMap(
                        row -> new ComponentId(row.getUUID("component_id")),
                        row -> row.getString("part"),
                        (first, second) -> first));
    }

    private static ImagePackage parseStored(Row row) {
        try {
            return ImagePackage.parse(Columns.bytes(row, "content"));
        } catch (FormatException e) {
            throw new IllegalStateException("cannot parse a stored image", e);
        }
    }
}
