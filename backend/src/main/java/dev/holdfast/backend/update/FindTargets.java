package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.feed.ListReleases;
import dev.holdfast.contract.device.InternalApi.Assignment;
import dev.holdfast.contract.device.InternalApi.Revoked;
import dev.holdfast.contract.device.InternalApi.Target;
import dev.holdfast.contract.device.InternalApi.TargetImage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers gateways: a device's group, the group's target, and the images of the target. */
@ApplicationScoped
public class FindTargets {
    /** Lifetime of the answer that a group has no target. */
    private static final Duration EMPTY_LIFETIME = Duration.ofDays(1);

    private static final String CATALOG_OF_DEVICE = "select catalog_of_device($1) as catalog_id";
    private static final String CATALOG_OF_GROUP = "select catalog_of_group($1) as catalog_id";
    /** Reads one revoked serial more than fit, because the answer names the expiry of the first one left out. */
    private static final String ASSIGNMENT = """
            select d.group_id, d.trust, d.blocked_at, e.sku, r.serials, r.ends
            from device d
            join endorsement e using (device_id)
            left join lateral (
                select array_agg(encode(x.serial, 'hex') order by x.not_after desc) as serials,
                       array_agg(x.not_after order by x.not_after desc) as ends
                from (
                    select r.serial, r.not_after from certificate_revocation r
                    where r.catalog_id = d.catalog_id and r.device_id = d.device_id and r.not_after > $3
                    order by r.not_after desc limit %d
                ) x
            ) r on true
            where d.catalog_id = $1 and d.device_id = $2""".formatted(Revoked.MAX_SERIALS + 1);

    private static final String TARGET = """
            select g.requires_post_quantum, array(
                    select encode(a.serial, 'hex') from catalog_authority a
                    where a.catalog_id = g.catalog_id and a.revoked_at is not null and a.not_after > $4) as retired,
                m.deployment_id, m.release_id, m.version, m.signed, m.expires_at
            from device_group g
            left join manifest_set m on m.catalog_id = g.catalog_id and m.group_id = g.group_id and m.part = $3
            where g.catalog_id = $1 and g.group_id = $2""";
    // An image is in the group's deployment or in its OS release. One row, because sets of several parts may share it.
    private static final String CONTENT = """
            select c.content
            from manifest_set m
            join deployment_image x using (catalog_id, deployment_id)
            join image_content c using (catalog_id, image_id)
            where m.catalog_id = $1 and m.group_id = $2 and x.image_id = $3
            union all
            select c.content
            from manifest_set m
            join os_release_image x using (release_id)
            join os_image_content c using (image_id)
            where m.catalog_id = $1 and m.group_id = $2 and x.image_id = $3
            limit 1""";

    private final Transactions transactions;
    private final Clock clock;

    FindTargets(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Returns a device's group; none if it is not claimed or its endorsement is revoked. Gateways refuse a blocked device, and let an
     * untrusted one fetch updates only if it connects with its general key.
     */
    public Uni<Assignment> assignment(DeviceId device) {
        return catalog(CATALOG_OF_DEVICE, device)
                .chain(catalog -> catalog.map(own -> transactions.inCatalog(
                                own, tx -> tx.find(ASSIGNMENT, row -> assignment(own, row), own, device, tx.now())))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                .map(found -> found.orElse(new Assignment(null, null, false, "")));
    }

    /**
     * Returns the target of the devices of one part (SKU) in a group: version 0 without images if nothing is deployed. Fails with {@code
     * not-found}.
     */
    public Uni<Target> target(UUID group, String part) {
        return catalogOf(group).chain(catalog -> transactions.inCatalog(catalog, tx -> target(tx, group, part)));
    }

    /** Returns the package of an image in a group's target; fails with {@code not-found}. */
    public Uni<Blob> image(UUID group, ImageId image) {
        return catalogOf(group)
                .chain(catalog -> transactions.inCatalog(
                        catalog, tx -> tx.find(CONTENT, row -> Columns.blob(row, "content"), catalog, group, image)))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Image " + image)));
    }

    private Uni<Target> target(Tx tx, UUID group, String part) {
        return tx.find(TARGET, row -> row, tx.catalog(), group, part, tx.now())
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Device group " + group)))
                .chain(row -> row.getLong("version") == null
                        ? Uni.createFrom().item(empty(row))
                        : images(tx, row).map(images -> target(row, images)));
    }

    private static Uni<List<ImageView>> images(Tx tx, Row set) {
        @Nullable UUID release = set.getUUID("release_id");
        @Nullable UUID deployment = set.getUUID("deployment_id");
        return ListReleases.images(tx, Stream.ofNullable(release).toList())
                .chain(system -> DeployedImage.of(
                                tx, Stream.ofNullable(deployment).toList())
                        .map(customers -> Stream.of(system, customers)
                                .flatMap(of -> of.values().stream())
                                .flatMap(List::stream)
                                .toList()));
    }

    private static Target target(Row row, List<ImageView> images) {
        return new Target(
                row.getLong("version"),
                Columns.blob(row, "signed"),
                Columns.instant(row, "expires_at"),
                images.stream()
                        .map(image -> new TargetImage(image.id(), image.length()))
                        .toList(),
                row.getBoolean("requires_post_quantum"),
                List.of(row.getArrayOfStrings("retired")));
    }

    private Target empty(Row row) {
        return new Target(
                0,
                Blob.of(new byte[0]),
                clock.instant().plus(EMPTY_LIFETIME),
                List.of(),
                row.getBoolean("requires_post_quantum"),
                List.of(row.getArrayOfStrings("retired")));
    }

    private static Assignment assignment(CatalogId catalog, Row row) {
        boolean blocked = Columns.instantOrNull(row, "blocked_at") != null;
        return new Assignment(
                catalog.value(),
                row.getUUID("group_id"),
                blocked || Trust.valueOf(row.getString("trust")) == Trust.UNTRUSTED,
                row.getString("sku"),
                blocked,
                revoked(row));
    }

    private static @Nullable Revoked revoked(Row row) {
        String[] serials = row.getArrayOfStrings("serials");
        if (serials == null) {
            return null;
        }
        boolean all = serials.length <= Revoked.MAX_SERIALS;
        return new Revoked(
                Arrays.stream(serials).limit(Revoked.MAX_SERIALS).toList(),
                all ? null : row.getArrayOfOffsetDateTimes("ends")[Revoked.MAX_SERIALS].toInstant());
    }

    private Uni<CatalogId> catalogOf(UUID group) {
        return catalog(CATALOG_OF_GROUP, group)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Device group " + group)));
    }

    private Uni<Optional<CatalogId>> catalog(String query, Object key) {
        return transactions
                .inInstallation(tx -> tx.find(query, row -> Optional.ofNullable(row.getUUID("catalog_id")), key))
                .map(found -> found.flatMap(id -> id).map(CatalogId::new));
    }
}
