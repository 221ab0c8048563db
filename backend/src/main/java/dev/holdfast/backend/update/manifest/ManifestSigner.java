package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.signing.SigningKeys;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.image.DeployedImage;
import dev.holdfast.backend.update.policy.GroupInstallRules;
import dev.holdfast.contract.format.Audience;
import dev.holdfast.contract.format.InstallRules;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.format.RolloutAudience;
import dev.holdfast.contract.id.Blob;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Signs and stores the manifest sets of a group: one for each part, all with the same version. While a rollout is active, the devices that
 * it has opened have sets of their own, with a higher version.
 */
@ApplicationScoped
public class ManifestSigner {
    /** Validity of a manifest set. */
    static final Duration LIFE = Duration.ofDays(7);
    /** Validity of a set for open devices: so long can somebody use a set of a rollout that was halted. */
    static final Duration NEXT_LIFE = Duration.ofHours(24);

    private static final String NEXT_VERSION = """
            update catalog set manifest_version = manifest_version + 1 where catalog_id = $1 returning manifest_version""";
    private static final String DELETE_OTHER_PARTS = """
            delete from manifest_set
            where catalog_id = $1 and group_id = $2 and cohort = $5 and version <= $3 and part <> all ($4::text[])""";
    // Several backends may renew at the same time, so an older set never replaces a newer one. Sets for open devices
    // are
    // often signed again for more devices. A device with an earlier one does not need the newer one.
    private static final String STORE = """
            insert into manifest_set as m (catalog_id, group_id, part, deployment_id, release_id, version, signed,
                issued_at, expires_at, set_keys, cohort, rollout_id, audience_list, offered_at,
                late_from, previous_release_id, at_once)
            select $1, $2, s.part, s.deployment_id, s.release_id, $3, s.signed, $4, $5, $6::uuid[], $11::text, $12::uuid, $13::bytea,
                coalesce((select min(o.offered_at) from manifest_set o where o.catalog_id = $1 and o.group_id = $2 and o.version = $3), $4),
                $14, (select o.release_id from manifest_set o where o.catalog_id = $1 and o.group_id = $2 and o.part = s.part
                    and o.cohort = 'CURRENT'), $15
            from unnest($7::text[], $8::uuid[], $9::uuid[], $10::bytea[]) as s(part, deployment_id, release_id, signed)
            on conflict (catalog_id, group_id, part, cohort) do update set
                deployment_id = excluded.deployment_id, release_id = excluded.release_id, version = excluded.version,
                signed = excluded.signed, issued_at = excluded.issued_at, expires_at = excluded.expires_at,
                set_keys = excluded.set_keys, rollout_id = excluded.rollout_id, audience_list = excluded.audience_list,
                offered_at = excluded.offered_at, at_once = excluded.at_once,
                previous_release_id = case when m.release_id is distinct from excluded.release_id
                    and m.late_from <= excluded.issued_at then m.release_id else m.previous_release_id end,
                late_from = case when m.release_id is not distinct from excluded.release_id and m.late_from <= excluded.issued_at
                    then m.late_from else excluded.late_from end,
                earlier_digests = case
                    when m.cohort = 'NEXT' and m.version = excluded.version and m.set_keys = excluded.set_keys
                    then (array_prepend(sha256(m.signed), m.earlier_digests))[1:16] else '{}' end
            where (m.version, m.issued_at) <= (excluded.version, excluded.issued_at)""";
    // Sets with releases of a rollout have the current deployment, whose version stays that of the other devices.
    private static final String SET_DEPLOYMENT_VERSION = """
            with changed as (
                update deployment set manifest_version = $3 where catalog_id = $1 and deployment_id = any ($2::uuid[])
                  and (current_since is null or $4 = 'CURRENT'))
            insert into deployment_version (catalog_id, manifest_version, deployment_id)
            select $1, $3, w.deployment_id from unnest($2::uuid[]) as w(deployment_id) where w.deployment_id is not null limit 1
            on conflict do nothing""";

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
     * The signed sets of a group, for its open devices or for all others.
     *
     * @param version version of all sets
     * @param issuedAt time of signing
     * @param expiresAt time from which devices refuse the sets
     * @param setKeys IDs of the keys that signed the sets, oldest first
     * @param sets one for each part
     * @param open the open devices; null if the sets are for all others
     * @param lateFrom time until which devices may wait with the installation, or may not have polled for it yet
     * @param atOnce whether devices install the sets at once, without windows
     */
    public record Signed(
            long version,
            Instant issuedAt,
            Instant expiresAt,
            List<UUID> setKeys,
            List<SignedSet> sets,
            @Nullable OpenDevices open,
            Instant lateFrom,
            boolean atOnce) {
        private Cohort cohort() {
            return open == null ? Cohort.CURRENT : Cohort.NEXT;
        }
    }

    public record SignedSet(PartTarget target, Blob bytes) {}

    /** Takes the catalog's next version, in a transaction before the one that stores the sets. If storing fails, the version stays unused. */
    public Uni<Long> nextVersion(Tx tx) {
        return tx.one(NEXT_VERSION, row -> row.getLong("manifest_version"), tx.catalog());
    }

    /** Signs the sets for the devices of a group that no rollout has opened, with all current set keys; call it outside of transactions. */
    public Uni<Signed> sign(CatalogId catalog, UUID group, long version, List<PartTarget> targets) {
        return sign(catalog, group, null, version, targets);
    }

    /** Signs sets as {@link #sign(CatalogId, UUID, OpenDevices, long, List)}. Devices install them at once, whatever the update policy says. */
    public Uni<Signed> signAtOnce(
            CatalogId catalog, UUID group, @Nullable OpenDevices open, long version, List<PartTarget> targets) {
        return sign(catalog, group, open, version, targets, GroupInstallRules::asEmergency);
    }

    /**
     * Signs the sets of a group in the same way. Devices install them at once if the rollout is an emergency, or if the stored sets of this
     * version are installed at once.
     *
     * @param open the open devices; null for sets for all others
     */
    public Uni<Signed> sign(
            CatalogId catalog, UUID group, @Nullable OpenDevices open, long version, List<PartTarget> targets) {
        return sign(catalog, group, open, version, targets, UnaryOperator.identity());
    }

    private Uni<Signed> sign(
            CatalogId catalog,
            UUID group,
            @Nullable OpenDevices open,
            long version,
            List<PartTarget> targets,
            UnaryOperator<GroupInstallRules> change) {
        return transactions
                .inCatalog(
                        catalog,
                        tx -> tx.list(SET_KEYS, row -> row.getUUID("key_id"))
                                .chain(setKeys -> ImageKeys.of(tx, targets)
                                        .chain(imageKeys -> GroupInstallRules.of(
                                                        tx, group, open == null ? null : open.rollout(), version)
                                                .map(policy -> new Known(setKeys, imageKeys, policy)))))
                .chain(known -> Workers.run(() -> {
                    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
                    Instant end = now.plus(open == null ? LIFE : NEXT_LIFE);
                    Optional<GroupInstallRules> policy = known.policy().map(change);
                    InstallRules rules = policy.map(one -> one.during(now, end)).orElse(InstallRules.ANY_TIME);
                    Optional<RolloutAudience> rollout =
                            Optional.ofNullable(open).map(OpenDevices::audience);
                    return new Signed(
                            version,
                            now,
                            end,
                            known.setKeys(),
                            signed(
                                    targets,
                                    known,
                                    target -> new ManifestSet(
                                            new Audience(catalog.value(), group, target.part()),
                                            version,
                                            now,
                                            end,
                                            target.images().stream()
                                                    .map(DeployedImage::entry)
                                                    .toList(),
                                            known.imageKeys().of(target),
                                            rollout,
                                            rules)),
                            open,
                            lateFrom(known, rules.firstEnd(now).orElse(end)),
                            policy.map(GroupInstallRules::emergency).orElse(false));
                }));
    }

    private static Instant lateFrom(Known known, Instant installed) {
        return known.policy()
                .map(GroupInstallRules::polledBy)
                .filter(polled -> polled.isAfter(installed))
                .orElse(installed);
    }

    private record Known(List<UUID> setKeys, ImageKeys imageKeys, Optional<GroupInstallRules> policy) {}

    private List<SignedSet> signed(List<PartTarget> targets, Known known, Function<PartTarget, ManifestSet> set) {
        List<ManifestSetFormat.Signer> signers = known.setKeys().stream()
                .map(keys::signer)
                .map(signer -> new ManifestSetFormat.Signer(signer.publicKey(), signer))
                .toList();
        return targets.stream()
                .map(target -> new SignedSet(target, Blob.of(ManifestSetFormat.sign(set.apply(target), signers))))
                .toList();
    }

    /** Replaces the stored sets for the same devices of the group, removes those of parts without a new set, and sets the deployment's version. */
    public Uni<Void> store(Tx tx, UUID group, Signed signed) {
        Object parts = Columns.texts(signed.sets(), set -> set.target().part());
        Object deployments = Columns.guids(signed.sets(), set -> set.target().deployment());
        OpenDevices open = signed.open();
        return tx.update(DELETE_OTHER_PARTS, tx.catalog(), group, signed.version(), parts, signed.cohort())
                .chain(() -> tx.update(
                        STORE,
                        tx.catalog(),
                        group,
                        signed.version(),
                        signed.issuedAt(),
                        signed.expiresAt(),
                        Columns.guids(signed.setKeys(), key -> key),
                        parts,
                        deployments,
                        Columns.guids(signed.sets(), set -> set.target().release()),
                        Columns.byteArrays(signed.sets(), set -> set.bytes().bytes()),
                        signed.cohort(),
                        open == null ? null : open.rollout(),
                        open == null ? null : Blob.of(open.list().bytes()),
                        signed.lateFrom(),
                        signed.atOnce()))
                .chain(() ->
                        tx.update(SET_DEPLOYMENT_VERSION, tx.catalog(), deployments, signed.version(), signed.cohort()))
                .replaceWithVoid();
    }
}
