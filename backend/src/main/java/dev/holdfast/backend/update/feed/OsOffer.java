package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/**
 * Release that a group's feed offers for one of its parts.
 *
 * @param part SKU
 * @param release the release's GUID
 * @param securityVersion the release's version
 * @param images images in installation order
 */
public record OsOffer(String part, UUID release, long securityVersion, List<ImageView> images) {
    private static final String OF_GROUP = """
            select o.part, o.release_id, o.security_version
            from group_part p
            join device_group g using (catalog_id, group_id)
            join os_offer o on o.feed = g.os_feed_type and o.part = p.part
            where p.catalog_id = $1 and p.group_id = $2
            order by o.part""";

    private static final String SERVED = """
            select r.part, r.release_id, r.security_version
            from manifest_set m join os_release r using (release_id)
            where m.catalog_id = $1 and m.group_id = $2
            order by r.part""";

    /** Returns the offers of the group's feed for the group's parts. */
    public static Uni<List<OsOffer>> of(Tx tx, UUID group) {
        return offers(tx, OF_GROUP, group);
    }

    /** Returns the releases in the manifest sets of the group. */
    public static Uni<List<OsOffer>> served(Tx tx, UUID group) {
        return offers(tx, SERVED, group);
    }

    private static Uni<List<OsOffer>> offers(Tx tx, String query, UUID group) {
        return tx.list(query, row -> row, tx.catalog(), group)
                .chain(rows -> ListReleases.images(
                                tx,
                                rows.stream()
                                        .map(row -> row.getUUID("release_id"))
                                        .toList())
                        .map(images -> rows.stream()
                                .map(row -> new OsOffer(
                                        row.getString("part"),
                                        row.getUUID("release_id"),
                                        row.getLong("security_version"),
                                        images.getOrDefault(row.getUUID("release_id"), List.of())))
                                .toList()));
    }

    /** Returns for instance {@code 26.09 for MT3620AN}. */
    public String title() {
        return OsVersion.name(securityVersion) + " for " + part;
    }
}
