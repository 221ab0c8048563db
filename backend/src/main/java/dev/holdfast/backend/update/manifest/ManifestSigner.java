package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.signing.SigningKeys;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.image.DeployedImage;
import dev.holdfast.contract.format.Audience;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.id.Blob;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Signs and stores the manifest sets of a group: one for each part, all with the same version. */
@ApplicationScoped
public class ManifestSigner {
    /** Validity of a manifest set. */
    static final Duration LIFE = Duration.ofDays(7);

    private static final String NEXT_VERSION = """
            update catalog set manifest_version = manifest_version + 1 where catalog_id = $1 returning manifest_version""";
    private static final String DELETE_OTHER_PARTS = """
            delete from manifest_set
            where catalog_id = $1 and group_id = $2 and version <= $3 and part <> all ($4::text[])""";
    // Several backends may renew at the same time, so an older set never replaces a newer one.
    private static final String STORE = """
            insert into manifest_set as m (catalog_id, group_id, part, deployment_id, release_id, version, signed,
                issued_at, expires_at, set_keys)
            select $1, $2, s.part, s.deployment_id, s.release_id, $3, s.signed, $4, $5, $6::uuid[]
            from unnest($7::text[], $8::uuid[], $9::uuid[], $10::bytea[]) as s(part, deployment_id, release_id, signed)
            on conflict (catalog_id, group_id, part) do update set
                deployment_id = excluded.deployment_id, release_id = excluded.release_id, version = excluded.version,
                signed = excluded.signed, issued_at = excluded.issued_at, expires_at = excluded.expires_at,
                set_keys = excluded.set_keys
            where (m.version, m.issued_at) <= (excluded.version, excluded.issued_at)""";

    private static final String SET_KEYS = "select key_id from set_key where replaced_at is null order by created_at";

    private final Transactions transactions;
    private final SigningKeys keys;
    private final Clock clock;

    ManifestSigner(Transactions transactions, SigningKeys keys, Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The signed sets of a group.
     *
     * @param version version of all sets
     * @param issuedAt time of signing
     * @param expiresAt time from which devices refuse the sets
     * @param setKeys IDs of the keys that signed the sets, oldest first
     * @param sets one for each part
     */
    public record Signed(long version, Instant issuedAt, Instant expiresAt, List<UUID> setKeys, List<SignedSet> sets) {}

    public record SignedSet(PartTarget target, Blob bytes) {}

    /** Takes the catalog's next version, in a transaction before the one that stores the sets. If storing fails, the version stays unused. */
    public Uni<Long> nextVersion(Tx tx) {
        return tx.one(NEXT_VERSION, row -> row.getLong("manifest_version"), tx.catalog());
    }

    /** Signs a group's sets with all current set keys; call it outside of transactions. */
    public Uni<Signed> sign(CatalogId catalog, UUID group, long version, List<PartTarget> targets) {
        return transactions
                .inCatalog(
                        catalog,
                        tx -> tx.list(SET_KEYS, row -> row.getUUID("key_id"))
                                .chain(setKeys ->
                                        ImageKeys.of(tx, targets).map(imageKeys -> new Known(setKeys, imageKeys))))
                .chain(known -> Workers.run(() -> sign(catalog, group, version, targets, known)));
    }

    private record Known(List<UUID> setKeys, ImageKeys imageKeys) {}

    private Signed sign(CatalogId catalog, UUID group, long version, List<PartTarget> targets, Known known) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(LIFE);
        List<ManifestSetFormat.Signer> signers = known.setKeys().stream()
                .map(keys::signer)
                .map(signer -> new ManifestSetFormat.Signer(signer.publicKey(), signer))
                .toList();
        List<SignedSet> sets = targets.stream()
                .map(target -> {
                    ManifestSet set = new ManifestSet(
                            new Audience(catalog.value(), group, target.part()),
                            version,
                            now,
                            end,
                            target.images().stream().map(DeployedImage::entry).toList(),
                            known.imageKeys().of(target));
                    return new SignedSet(target, Blob.of(ManifestSetFormat.sign(set, signers)));
                })
                .toList();
        return new Signed(version, now, end, known.setKeys(), sets);
    }

    /** Replaces the group's stored sets, and removes those of parts without a new set. */
    public Uni<Void> store(Tx tx, UUID group, Signed signed) {
        Object parts = Columns.texts(signed.sets(), set -> set.target().part());
        return tx.update(DELETE_OTHER_PARTS, tx.catalog(), group, signed.version(), parts)
                .chain(() -> tx.update(
                        STORE,
                        tx.catalog(),
                        group,
                        signed.version(),
                        signed.issuedAt(),
                        signed.expiresAt(),
                        Columns.guids(signed.setKeys(), key -> key),
                        parts,
                        Columns.guids(signed.sets(), set -> set.target().deployment()),
                        Columns.guids(signed.sets(), set -> set.target().release()),
                        Columns.byteArrays(signed.sets(), set -> set.bytes().bytes())))
                .replaceWithVoid();
    }
}
