package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Planned renewal of the manifest sets for the devices that the active rollout of a group has opened. Their version is always higher than
 * that of the group's other sets.
 *
 * @param open the open devices
 * @param revision revision of the rollout
 */
record NextRenewal(OpenDevices open, long revision, CohortRenewal sets) {
    // Gateways do not offer the sets of a halted rollout. They are not signed again, so that nobody has a valid one a
    // day later.
    private static final String ROLLOUT = """
            select rollout_id, deployment_id, releases, version, seed, buckets, listed, excluded, revision
            from active_rollout where catalog_id = $1 and group_id = $2 and not is_withheld""";
    private static final String SET_VERSION = """
            update rollout set
                version = $4::bigint,
                opened_versions = case version when $4 then opened_versions else opened_versions || $4::bigint end,
                revision = revision + case version when $4 then 0 else 1 end
            where catalog_id = $1 and rollout_id = $2 and revision = $3""";

    /** Plans the renewal after that of the group's other sets; empty if the group has no active rollout. */
    static Uni<Optional<NextRenewal>> plan(
            Tx tx, ManifestSigner signer, UUID group, UpdatePolicy policy, CohortRenewal current) {
        return tx.find(ROLLOUT, row -> row, tx.catalog(), group)
                .chain(found -> found.map(rollout -> plan(tx, signer, group, policy, current, rollout)
                                .map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private static Uni<NextRenewal> plan(
            Tx tx, ManifestSigner signer, UUID group, UpdatePolicy policy, CohortRenewal current, Row rollout) {
        long version = rollout.getLong("version");
        return SetContents.next(
                        tx,
                        group,
                        policy,
                        rollout.getUUID("deployment_id"),
                        List.of(rollout.getArrayOfUUIDs("releases")))
                .chain(contents -> CohortRenewal.plan(
                        tx, signer, group, Cohort.NEXT, contents, version, version < current.newVersion(), false))
                .map(sets -> new NextRenewal(OpenDevices.read(rollout), rollout.getLong("revision"), sets));
    }

    /** Stores the version; returns false if the rollout changed meanwhile, so that the sets must not be stored. */
    Uni<Boolean> setVersion(Tx tx) {
        return tx.update(SET_VERSION, tx.catalog(), open.rollout(), revision, sets.newVersion())
                .map(changed -> changed > 0);
    }
}
