package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.signing.ImageSigner;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Signs manifest sets and stores the one that a group is served. */
@ApplicationScoped
class ManifestSigner {
    /** For how long a device believes a set. */
    static final Duration LIFE = Duration.ofDays(7);

    private static final String NEXT_VERSION = """
            update catalog set manifest_version = manifest_version + 1 where catalog_id = $1 returning manifest_version""";
    // Never an older set over a newer one: two backends may renew at the same time.
    private static final String SERVE = """
            insert into manifest_set as m (catalog_id, group_id, deployment_id, version, signed, issued_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (catalog_id, group_id) do update set
                deployment_id = excluded.deployment_id, version = excluded.version, signed = excluded.signed,
                issued_at = excluded.issued_at, expires_at = excluded.expires_at
            where (m.version, m.issued_at) < (excluded.version, excluded.issued_at)""";

    private final ImageSigner signer;
    private final Clock clock;

    ManifestSigner(ImageSigner signer, Clock clock) {
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * A signed set.
     *
     * @param version its version
     * @param signed the bytes
     * @param issuedAt when
     * @param expiresAt until when devices believe it
     */
    record Signed(long version, Blob signed, Instant issuedAt, Instant expiresAt) {}

    /** Takes the catalog's next version, in a transaction of its own: one that is not used after all is skipped. */
    Uni<Long> nextVersion(Sql sql, CatalogId catalog) {
        return sql.one(NEXT_VERSION, row -> row.getLong("manifest_version"), catalog);
    }

    /** Signs what a group should run; outside of any transaction. */
    Uni<Signed> sign(long version, List<ImageView> images) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        ManifestSet set = new ManifestSet(
                version,
                now,
                now.plus(LIFE),
                images.stream().map(DeployedImage::entry).toList());
        return Workers.run(() -> new Signed(
                version,
                Blob.of(ManifestSetFormat.sign(set, signer.publicKey(), signer)),
                set.issuedAt(),
                set.expiresAt()));
    }

    /** Stores the set that a group is served from now on. */
    Uni<Void> serve(Sql sql, CatalogId catalog, UUID group, UUID deployment, Signed set) {
        return sql.update(
                        SERVE, catalog, group, deployment, set.version(), set.signed(), set.issuedAt(), set.expiresAt())
                .replaceWithVoid();
    }
}
