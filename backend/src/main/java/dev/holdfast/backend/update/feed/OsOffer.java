package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/**
 * Release for the devices of one part in a group: the one that the group's feed offers, or the one in their manifest set, if a rollout brings
 * the offered one, if that is older, or while the rollouts of the catalog are stopped.
 *
 * @param part SKU
 * @param release the release's GUID
 * @param securityVersion the release's version
 * @param images images in installation order
 */
public record OsOffer(String part, UUID release, long securityVersion, List<ImageView> images) {
    private static final String OF_GROUP = """
            select p.part, r.release_id, r.security_version
            from group_part p
            left join os_release n on n.part = p.part and n.release_id = any ($3::uuid[])
            join os_release r on r.release_id = coalesce(n.release_id, release_of_group(p.catalog_id, p.group_id, p.part))
            where p.catalog_id = $1 and p.group_id = $2
            order by p.part""";

    private static final String SERVED = """
            select r.part, r.release_id, r.security_version
            from manifest_set m join os_release r using (release_id)
            where m.catalog_id = $1 and m.group_id = $2 and m.cohort = 'CURRENT'
            order by r.part""";

    /** Returns the releases for the group's parts, for the devices that no rollout has opened. */
    public static Uni<List<OsOffer>> of(Tx tx, UUID group) {
        return of(tx, group, List.of());
    }

    /**
     * Returns the releases for the devices that a rollout has opened.
     *
     * @param releases releases that the rollout brings; empty for a rollout of a deployment
     */
    public static Uni<List<OsOffer>> of(Tx tx, UUID group, List<UUID> releases) {
        return offers(
                tx, tx.list(OF_GROUP, row -> row, tx.catalog(), group, Columns.guids(releases, release -> release)));
    }

    /** Returns the releases in the manifest sets of the group, for the devices that no rollout has opened. */
    public static Uni<List<OsOffer>> served(Tx tx, UUID group) {
        return offers(tx, tx.list(SERVED, row -> row, tx.catalog(), group));
    }

    private static Uni<List<OsOffer>> offers(Tx tx, Uni<List<Row>> found) {
        return found.chain(rows -> ListReleases.images(
                        tx, rows.stream().map(row -> row.getUUID("release_id")).toList())
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
