package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.policy.UpdatePolicyTexts;
import dev.holdfast.contract.device.InternalApi.CohortTarget;
import dev.holdfast.contract.device.InternalApi.NextTarget;
import dev.holdfast.contract.device.InternalApi.Offer;
import dev.holdfast.contract.device.InternalApi.Target;
import dev.holdfast.contract.device.InternalApi.TargetImage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SQL and row mapper of {@link Target}: the sets of both cohorts of a group for one part, with their images. */
final class TargetRows {
    /** Needs the witness of a device as {@code valid}. {@code $1}: catalog, {@code $5}: now, {@code $6}: group, {@code $7}: part. */
    static final String SELECT = """
            select g.requires_post_quantum, %s, array(
                    select encode(a.serial, 'hex') from catalog_authority a
                    where a.catalog_id = g.catalog_id and a.revoked_at is not null and a.not_after > $5) as retired,
                m.deployment_id, m.release_id, m.version, m.signed, m.expires_at, m.earlier_digests,
                n.deployment_id as next_deployment_id, n.release_id as next_release_id, n.version as next_version,
                n.signed as next_signed, n.expires_at as next_expires_at, n.earlier_digests as next_earlier_digests,
                m.at_once, n.at_once as next_at_once, n.audience_list, r.rollout_id, r.seed, r.buckets, r.listed, r.excluded,
                r.state in ('HALTED', 'PAUSED', 'ROLLING_BACK', 'ABORTED') as is_withheld
            from valid v
            join device d on d.catalog_id = $1 and d.device_id = v.device_id and d.group_id = $6
            join endorsement e on e.device_id = d.device_id and e.sku = $7
            join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
            left join manifest_set m on m.catalog_id = g.catalog_id and m.group_id = g.group_id and m.part = e.sku
                and m.cohort = 'CURRENT'
            left join manifest_set n on n.catalog_id = g.catalog_id and n.group_id = g.group_id and n.part = e.sku
                and n.cohort = 'NEXT'
            left join rollout r on r.catalog_id = n.catalog_id and r.rollout_id = n.rollout_id
            %s""".formatted(UpdatePolicyTexts.COLUMNS, UpdatePolicyTexts.JOIN);

    private static final String IMAGES = """
            select 1 as step, x.position, i.image_id, i.length, i.content_digest
            from os_release_image x join os_image i using (manufacturer, image_id) where x.release_id = $2
            union all
            select 2, x.position, i.image_id, i.length, i.content_digest
            from deployment_image x join image i using (catalog_id, image_id) where x.catalog_id = $1 and x.deployment_id = $3
            order by step, position""";

    /** Prefix of the columns of the set for open devices. */
    private static final String NEXT = "next_";

    private TargetRows() {}

    /**
     * Reads a row of {@link #SELECT} and the images of its sets.
     *
     * @param emptyUntil expiry of the answer that no device has a target
     */
    static Uni<Target> target(Tx tx, Row row, Instant emptyUntil) {
        return cohort(tx, row, "")
                .chain(current -> cohort(tx, row, NEXT)
                        .map(next -> new Target(
                                current.orElseGet(
                                        () -> new CohortTarget(0, Blob.of(new byte[0]), emptyUntil, List.of())),
                                next.map(target -> next(row, target)).orElse(null),
                                row.getBoolean("requires_post_quantum"),
                                List.of(row.getArrayOfStrings("retired")))));
    }

    /** Reads the target of a cohort from columns with a prefix; empty if it has no set. */
    private static Uni<Optional<CohortTarget>> cohort(Tx tx, Row row, String prefix) {
        @Nullable Long version = row.getLong(prefix + "version");
        return version == null
                ? Uni.createFrom().item(Optional.empty())
                : tx.list(
                                IMAGES,
                                TargetRows::image,
                                tx.catalog(),
                                row.getUUID(prefix + "release_id"),
                                row.getUUID(prefix + "deployment_id"))
                        .map(images -> Optional.of(new CohortTarget(
                                version,
                                Columns.blob(row, prefix + "signed"),
                                Columns.instant(row, prefix + "expires_at"),
                                images,
                                digests(row, prefix + "earlier_digests"),
                                new Offer(
                                        row.getUUID(prefix + "release_id") != null,
                                        row.getUUID(prefix + "deployment_id") != null,
                                        row.getBoolean(prefix + "at_once"),
                                        UpdatePolicyTexts.of(row)))));
    }

    private static TargetImage image(Row row) {
        return new TargetImage(
                new ImageId(row.getUUID("image_id")), row.getLong("length"), Columns.digest(row, "content_digest"));
    }

    private static List<Digest> digests(Row row, String column) {
        return Arrays.stream((Buffer[]) row.getValue(column))
                .map(digest -> Digest.of(digest.getBytes()))
                .toList();
    }

    /** Reads the audience of the set, which is stored in the same transaction as the open devices of the rollout. */
    private static NextTarget next(Row row, CohortTarget target) {
        return new NextTarget(
                target,
                OpenDevices.read(row).audience(),
                Columns.blob(row, "audience_list"),
                row.getBoolean("is_withheld"));
    }
}
