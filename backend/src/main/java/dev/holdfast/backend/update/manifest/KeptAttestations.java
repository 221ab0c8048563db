package dev.holdfast.backend.update.manifest;

import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Keeps devices attested when a rollback gives their images a new version. */
public final class KeptAttestations {
    // A device that may have started images of the rollout must attest again. Rows are locked in key order, so that two
    // transactions cannot deadlock. The limit keeps the statement far below its timeout, because a rollback must not
    // fail:
    // the other devices of a larger group count again when they attest, which they do daily.
    private static final String KEEP = """
            update device d set attested_manifest = $4,
                update_version = case when d.update_version = $3 and d.update_step = 'ATTESTED' then $4 else d.update_version end
            from (
                select d.device_id from device d join rollout r on r.catalog_id = d.catalog_id and r.rollout_id = $5
                where d.catalog_id = $1 and d.group_id = $2 and d.attested_manifest = $3
                  and d.installed_manifest <> all (r.opened_versions)
                  and (not rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)
                      or d.trust <> 'UNTRUSTED' and (d.rollout_id is distinct from r.rollout_id
                          or d.rollout_step in ('', 'HELD', 'OFFERED', 'DOWNLOADING', 'STAGED', 'DEFERRED', 'FAILED')))
                order by d.device_id limit 100000 for no key update of d) kept
            where d.catalog_id = $1 and d.device_id = kept.device_id""";

    private KeptAttestations() {}

    /**
     * Counts devices that attested the current sets of the group as attested for the next version, unless they may have started images of
     * the rollout. Does nothing if the next sets have other images.
     *
     * @param contents contents of the next sets
     * @param before version of the current sets
     */
    public static Uni<Void> keep(Tx tx, UUID group, SetContents contents, long before, long version, UUID rollout) {
        return CohortRenewal.isServed(tx, group, contents)
                .chain(isSame -> isSame
                        ? tx.update(KEEP, tx.catalog(), group, before, version, rollout)
                        : Uni.createFrom().item(0))
                .replaceWithVoid();
    }
}
