package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.manifest.ManifestSigner;
import dev.holdfast.backend.update.manifest.OpenDevices;
import dev.holdfast.backend.update.manifest.PartTarget;
import dev.holdfast.backend.update.manifest.SetContents;
import dev.holdfast.contract.format.MemberList;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Manifest sets of the devices that a rollout has opened. */
@ApplicationScoped
class NextSets {
    private static final String SET_AUDIENCE = """
            update rollout set buckets = $4, listed = $5, excluded = $6, version = $7,
                opened_versions = case version when $7 then opened_versions else opened_versions || $7::bigint end,
                revision = revision + 1
            where catalog_id = $1 and rollout_id = $2 and revision = $3""";

    private final ManifestSigner signer;

    NextSets(ManifestSigner signer) {
        this.signer = signer;
    }

    /**
     * Sets to sign.
     *
     * @param version version of the sets
     * @param audience devices that the sets are for
     * @param targets targets of the group by part
     */
    record Planned(Rollout rollout, long version, OpenMembers audience, List<PartTarget> targets) {}

    /** Sets that are signed and not stored. */
    record Signed(Planned plan, ManifestSigner.Signed sets) {}

    /** Plans sets with the version of the earlier ones, or with a new one if there are none. */
    Uni<Planned> plan(Tx tx, Rollout rollout, OpenMembers audience) {
        return rollout.version() == 0
                ? planNewVersion(tx, rollout, audience)
                : plan(tx, rollout, rollout.version(), audience);
    }

    /** Plans sets with a new version, so that devices install them again. */
    Uni<Planned> planNewVersion(Tx tx, Rollout rollout, OpenMembers audience) {
        return signer.nextVersion(tx).chain(version -> plan(tx, rollout, version, audience));
    }

    private static Uni<Planned> plan(Tx tx, Rollout rollout, long version, OpenMembers audience) {
        return targets(tx, rollout).map(targets -> new Planned(rollout, version, audience, targets));
    }

    /** Returns the targets of the open devices by part. */
    static Uni<List<PartTarget>> targets(Tx tx, Rollout rollout) {
        return DeviceGroups.find(tx, rollout.product(), rollout.groupName())
                .chain(group ->
                        SetContents.next(tx, group.id(), group.policy(), rollout.deployment(), rollout.releases()))
                .map(SetContents::targets);
    }

    /** Signs the sets; call it outside of transactions. */
    Uni<Signed> sign(CatalogId catalog, Planned plan) {
        OpenMembers audience = plan.audience();
        OpenDevices next = new OpenDevices(
                plan.rollout().id(),
                audience.seed(),
                audience.buckets(),
                MemberList.of(audience.listed(), audience.excluded()));
        return signer.sign(catalog, plan.rollout().group(), next, plan.version(), plan.targets())
                .map(sets -> new Signed(plan, sets));
    }

    /** Stores the sets and their audience; fails as outdated if the rollout changed meanwhile. The group must be locked. */
    Uni<Void> store(Tx tx, Signed signed) {
        Planned plan = signed.plan();
        Rollout rollout = plan.rollout();
        OpenMembers audience = plan.audience();
        return tx.update(
                        SET_AUDIENCE,
                        tx.catalog(),
                        rollout.id(),
                        rollout.revision(),
                        audience.buckets(),
                        audience.listed().toArray(Long[]::new),
                        audience.excluded().toArray(Long[]::new),
                        plan.version())
                .invoke(RolloutRecords::requireNewest)
                .chain(() -> signer.store(tx, rollout.group(), signed.sets()));
    }
}
