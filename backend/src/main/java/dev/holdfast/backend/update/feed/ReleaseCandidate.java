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
 * @param manufacturer manufacturer of the images
 * @param images the uploaded images
 * @param trustStores packages of the images that are a keystore, a certificate store or a base manifest ({@link ManifestSet#TRUST})
 * @param previous previous releases of the manufacturer for the part, newest first, including withdrawn ones
 * @param otherParts components of releases for other parts of the manufacturer that are not withdrawn, each with the
 *     SKU of such a part
 */
record ReleaseCandidate(
        String manufacturer,
        List<ImageView> images,
        List<ImagePackage> trustStores,
        List<ReleaseRules.Previous> previous,
        Map<ComponentId, String> otherParts) {
    private static final String IMAGES = "select i.manufacturer, " + ImageRows.COLUMNS + """
             from os_image i where i.image_id = any ($1::uuid[])
            order by i.manufacturer""";
    private static final String ENDORSERS = "select manufacturer from manufacturer_usage() where $1 = any (parts)";
    private static final String RELEASERS = """
            select distinct x.manufacturer from os_release r join os_release_image x using (release_id)
            where r.part = $1 and r.withdrawn_at is null""";
    private static final String TRUST = """
            select (select string_agg(c.bytes, '' order by c.position) from os_image_chunk c
                where c.manufacturer = i.manufacturer and c.image_id = i.image_id) as content
            from os_image i
            where i.image_id = any ($1::uuid[]) and i.type = any ($2::text[]) and i.manufacturer = $3""";
    private static final String PREVIOUS = "select r.release_id, r.security_version as release_version,"
            + " r.withdrawn_at is not null as withdrawn, " + ImageRows.COLUMNS + """
             from os_release r join os_release_image x using (release_id) join os_image i using (manufacturer, image_id)
            where r.part = $1 and i.manufacturer = $2
            order by r.security_version desc, x.position""";
    private static final String OTHER_PARTS = """
            select distinct i.component_id, r.part
            from os_release r join os_release_image x using (release_id) join os_image i using (manufacturer, image_id)
            where r.part <> $1 and r.withdrawn_at is null and i.manufacturer = $2""";

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

    /** Reads the images of one manufacturer; fails with {@code not-found}, {@code invalid-content} or {@code conflict} if there is no single one. */
    static Uni<ReleaseCandidate> read(Tx tx, String part, List<ImageId> ids) {
        Object all = Columns.guids(ids, ImageId::value);
        return tx.list(IMAGES, row -> row, all).chain(rows -> {
            ImageManufacturers found = ImageManufacturers.of(rows);
            return Uni.combine()
                    .all()
                    .unis(
                            tx.list(ENDORSERS, ReleaseCandidate::manufacturer, part),
                            tx.list(RELEASERS, ReleaseCandidate::manufacturer, part))
                    .usingConcurrencyOf(1)
                    .with((endorsers, releasers) -> found.choose(ids, part, endorsers, releasers))
                    .chain(manufacturer -> read(tx, part, all, manufacturer, found.images(manufacturer)));
        });
    }

    private static Uni<ReleaseCandidate> read(
            Tx tx, String part, Object ids, String manufacturer, List<ImageView> images) {
        return Uni.combine()
                .all()
                .unis(
                        tx.list(
                                TRUST,
                                ReleaseCandidate::parseStored,
                                ids,
                                Columns.texts(ManifestSet.TRUST, ImageType::apiName),
                                manufacturer),
                        tx.list(PREVIOUS, Known::of, part, manufacturer).map(ReleaseCandidate::releases),
                        tx.list(OTHER_PARTS, row -> row, part, manufacturer).map(ReleaseCandidate::components))
                .usingConcurrencyOf(1)
                .with((trustStores, previous, otherParts) ->
                        new ReleaseCandidate(manufacturer, images, trustStores, previous, otherParts));
    }

    private static String manufacturer(Row row) {
        return row.getString("manufacturer");
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
