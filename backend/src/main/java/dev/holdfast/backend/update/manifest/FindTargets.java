package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.report.Witnesses;
import dev.holdfast.contract.device.InternalApi.Assignment;
import dev.holdfast.contract.device.InternalApi.DeviceFacts;
import dev.holdfast.contract.device.InternalApi.Revoked;
import dev.holdfast.contract.device.InternalApi.Target;
import dev.holdfast.contract.device.InternalApi.Witness;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.device.Trust;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers gateways: a device's group, the group's target, and the images of the target. A request without a valid witness is refused like
 * one about an unknown device.
 */
@ApplicationScoped
public class FindTargets {
    /** Lifetime of the answer that a group has no target. */
    private static final Duration EMPTY_LIFETIME = Duration.ofDays(1);

    private static final String CATALOG_OF_DEVICE = "select catalog_of_device($1) as catalog_id";
    private static final String VALID_WITNESS = """
            with witness as (select $2::bytea as device_id, $3::bytea as serial, $4::bytea as nonce),
            valid as (%s)
            """.formatted(Witnesses.valid("witness", "$5"));
    /** Reads one revoked serial more than fit, because the answer names the expiry of the first one left out. */
    private static final String ASSIGNMENT = VALID_WITNESS + """
            select d.group_id, d.trust, d.blocked_at, d.pinned_at is not null as pinned, e.sku, d.os_version, r.serials, r.ends, array(
                    select t.tag from device_tag t
                    where t.catalog_id = d.catalog_id and t.device_id = d.device_id order by t.tag) as tags
            from valid v
            join device d on d.catalog_id = $1 and d.device_id = v.device_id
            join endorsement e on e.device_id = d.device_id
            left join lateral (
                select array_agg(encode(x.serial, 'hex') order by x.not_after desc) as serials,
                       array_agg(x.not_after order by x.not_after desc) as ends
                from (
                    select r.serial, r.not_after from certificate_revocation r
                    where r.catalog_id = d.catalog_id and r.device_id = d.device_id and r.not_after > $5
                    order by r.not_after desc limit %d
                ) x
            ) r on true""".formatted(Revoked.MAX_SERIALS + 1);

    private static final String TARGET = VALID_WITNESS + TargetRows.SELECT;
    // An image is in the deployment or in the OS release of a set for the device's part. A device that no rollout has
    // opened sees only the set of the others. No row: the witness is not valid there.
    private static final String CHUNK = VALID_WITNESS + """
            , served as (
                select m.deployment_id, m.release_id
                from valid v
                join device d on d.catalog_id = $1 and d.device_id = v.device_id and d.group_id = $6
                join endorsement e on e.device_id = d.device_id
                left join active_rollout r on r.catalog_id = d.catalog_id and r.group_id = d.group_id and not r.is_withheld
                    and rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)
                left join manifest_set m on m.catalog_id = d.catalog_id and m.group_id = d.group_id and m.part = e.sku
                    and (m.cohort = 'CURRENT' or m.rollout_id = r.rollout_id)
            )
            select i.bytes
            from (select from served limit 1) s
            left join lateral (
                select c.bytes
                from served join deployment_image x on x.catalog_id = $1 and x.deployment_id = served.deployment_id
                join image_chunk c using (catalog_id, image_id)
                where x.image_id = $7 and c.position = $8
                union all
                select c.bytes
                from served join os_release_image x using (release_id)
                join os_image_chunk c using (manufacturer, image_id)
                where x.image_id = $7 and c.position = $8
                limit 1
            ) i on true""";

    private final Transactions transactions;
    private final Clock clock;

    FindTargets(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Returns a device's group. Gateways refuse a blocked device, and let an untrusted one fetch updates only if it connects with its general
     * key.
     */
    public Uni<Assignment> assignment(Witness witness) {
        return inCatalogOf(witness, tx -> find(tx, ASSIGNMENT, witness).map(row -> assignment(tx.catalog(), row)));
    }

    /**
     * Returns the target of the devices of one part (SKU) in a group, if the witness is one of them: version 0 without images if nothing is
     * deployed.
     */
    public Uni<Target> target(UUID group, String part, Witness witness) {
        return inCatalogOf(
                witness,
                tx -> find(tx, TARGET, witness, group, part)
                        .chain(row -> TargetRows.target(tx, row, clock.instant().plus(EMPTY_LIFETIME))));
    }

    /**
     * Returns a chunk of an image in the target of a device in a group; fails with {@code not-found} if the image is not in the target, or has
     * no such chunk.
     */
    public Uni<Blob> chunk(UUID group, ImageId image, int chunk, Witness witness) {
        return inCatalogOf(witness, tx -> find(tx, CHUNK, witness, group, image, chunk))
                .map(row -> {
                    if (row.getBuffer("bytes") == null) {
                        throw ProblemException.notFound("Image " + image);
                    }
                    return Columns.blob(row, "bytes");
                });
    }

    /** Returns the catalog of a device. */
    public Uni<CatalogId> catalog(Witness witness) {
        return inCatalogOf(
                witness,
                tx -> find(tx, VALID_WITNESS + "select 1 from valid", witness).replaceWith(tx.catalog()));
    }

    private <T> Uni<T> inCatalogOf(Witness witness, Function<Tx, Uni<T>> work) {
        return transactions
                .inInstallation(tx -> tx.one(CATALOG_OF_DEVICE, row -> row, witness.device()))
                .map(row -> row.getUUID("catalog_id"))
                .onItem()
                .ifNull()
                .failWith(FindTargets::refused)
                .chain(catalog -> transactions.inCatalog(new CatalogId(catalog), work));
    }

    /** Returns the row of a statement with {@link #VALID_WITNESS}; {@code more} are its parameters from {@code $6}. */
    private static Uni<Row> find(Tx tx, String statement, Witness witness, Object... more) {
        Stream<Object> parameters = Stream.of(
                tx.catalog(), witness.device(), Witnesses.serial(witness), Witnesses.nonce(witness), tx.now());
        return tx.find(
                        statement,
                        row -> row,
                        Stream.concat(parameters, Stream.of(more)).toArray())
                .map(found -> found.orElseThrow(FindTargets::refused));
    }

    private static ProblemException refused() {
        return ProblemException.refused("the witness is not valid");
    }

    private static Assignment assignment(CatalogId catalog, Row row) {
        boolean blocked = Columns.instantOrNull(row, "blocked_at") != null;
        Trust trust = Trust.valueOf(row.getString("trust"));
        return new Assignment(
                catalog.value(),
                row.getUUID("group_id"),
                blocked || trust == Trust.UNTRUSTED,
                row.getString("sku"),
                blocked,
                revokedSerials(row),
                new DeviceFacts(
                        trust.name(),
                        Objects.requireNonNullElse(row.getString("os_version"), ""),
                        List.of(row.getArrayOfStrings("tags"))),
                row.getBoolean("pinned"));
    }

    private static @Nullable Revoked revokedSerials(Row row) {
        String[] serials = row.getArrayOfStrings("serials");
        if (serials == null) {
            return null;
        }
        boolean all = serials.length <= Revoked.MAX_SERIALS;
        return new Revoked(
                Arrays.stream(serials).limit(Revoked.MAX_SERIALS).toList(),
                all ? null : row.getArrayOfOffsetDateTimes("ends")[Revoked.MAX_SERIALS].toInstant());
    }
}
