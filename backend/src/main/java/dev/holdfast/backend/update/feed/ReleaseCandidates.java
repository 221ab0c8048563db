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
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads what the rules of a release are about: the uploaded images, and what was released before. */
@ApplicationScoped
class ReleaseCandidates {
    private static final String IMAGES =
            "select " + ImageRows.COLUMNS + " from os_image i where i.image_id = any ($1::uuid[])";
    private static final String TRUST = """
            select c.content from os_image_content c join os_image i using (image_id)
            where i.image_id = any ($1::uuid[]) and i.type = any ($2::text[])""";
    private static final String PAST = "select r.release_id, r.security_version as release_version,"
            + " r.withdrawn_at is not null as withdrawn, " + ImageRows.COLUMNS + """
             from os_release r join os_release_image x using (release_id) join os_image i using (image_id)
            where r.part = $1
            order by r.security_version desc, x.position""";
    private static final String ELSEWHERE = """
            select distinct i.component_id, r.part
            from os_release r join os_release_image x using (release_id) join os_image i using (image_id)
            where r.part <> $1""";

    /**
     * Images that someone wants to release.
     *
     * @param images those that were uploaded
     * @param trust the packages of those that are not measured
     * @param past what the part had, the newest first
     * @param elsewhere components of other parts
     */
    record Candidate(
            List<ImageView> images,
            List<ImagePackage> trust,
            List<ReleaseRules.Past> past,
            Map<ComponentId, String> elsewhere) {
        /** Returns the highest security version of a type that the part had; 0 for none. */
        long newest(ImageType type) {
            return past.stream()
                    .flatMap(release -> release.images().stream())
                    .filter(image -> ImageRows.type(image) == type)
                    .mapToLong(ImageView::securityVersion)
                    .max()
                    .orElse(0);
        }
    }

    private record Known(UUID release, long version, boolean withdrawn, ImageView image) {
        static Known of(Row row) {
            return new Known(
                    row.getUUID("release_id"),
                    row.getLong("release_version"),
                    row.getBoolean("withdrawn"),
                    ImageRows.view(row));
        }
    }

    Uni<Candidate> read(Tx tx, String part, List<ImageId> wanted) {
        Object ids = Columns.guids(wanted, ImageId::value);
        return tx.list(IMAGES, ImageRows::view, ids)
                .chain(images -> tx.list(
                                TRUST,
                                ReleaseCandidates::content,
                                ids,
                                Columns.texts(ManifestSet.TRUST, ImageType::apiName))
                        .chain(trust -> tx.list(PAST, Known::of, part)
                                .chain(past -> tx.list(
                                                ELSEWHERE,
                                                row -> Map.entry(
                                                        new ComponentId(row.getUUID("component_id")),
                                                        row.getString("part")),
                                                part)
                                        .map(elsewhere -> candidate(images, trust, past, elsewhere)))));
    }

    private static Candidate candidate(
            List<ImageView> images,
            List<byte[]> trust,
            List<Known> past,
            List<Map.Entry<ComponentId, String>> elsewhere) {
        Map<UUID, ReleaseRules.Past> releases = new LinkedHashMap<>();
        for (Known known : past) {
            releases.computeIfAbsent(
                            known.release(),
                            id -> new ReleaseRules.Past(known.version(), known.withdrawn(), new ArrayList<>()))
                    .images()
                    .add(known.image());
        }
        Map<ComponentId, String> parts = new LinkedHashMap<>();
        elsewhere.forEach(entry -> parts.putIfAbsent(entry.getKey(), entry.getValue()));
        return new Candidate(
                images, trust.stream().map(ReleaseCandidates::stored).toList(), List.copyOf(releases.values()), parts);
    }

    private static byte[] content(Row row) {
        return Columns.bytes(row, "content");
    }

    private static ImagePackage stored(byte[] content) {
        try {
            return ImagePackage.parse(content);
        } catch (FormatException e) {
            throw new IllegalStateException("a stored image was parsed before", e);
        }
    }
}
