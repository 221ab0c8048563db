package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.policy.AppliedPolicy;
import dev.holdfast.backend.attestation.policy.PolicyKey;
import dev.holdfast.backend.attestation.policy.ReplayGate.Revisions;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.job.LeasedJob;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.policy.PolicyScope;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay and its progress.
 *
 * @param key policy whose devices are replayed
 * @param compared policy that applies now
 * @param candidate policy that would apply
 * @param from begin of the period whose evidence is replayed
 * @param revisions revisions of policies, reference values and feeds at the start
 * @param cursor last finished device; empty before the first
 * @param changed devices with a difference so far
 * @param attempts number of attempts at the page after the cursor
 * @param failure why the last attempt failed; null if it did not, or if its backend was killed
 */
record Replay(
        CatalogId catalog,
        UUID id,
        PolicyKey key,
        AppliedPolicy compared,
        AppliedPolicy candidate,
        Instant from,
        Revisions revisions,
        Blob cursor,
        long changed,
        int attempts,
        @Nullable String failure)
        implements LeasedJob.Lease {

    static final String COLUMNS = """
            replay_id, scope, scope_id, compared_scope, compared_scope_id, compared_version, candidate_scope,
            candidate_scope_id, candidate_version, from_time, policy_revision, reference_revision, os_revision, cursor,
            devices_changed, attempts, failure""";

    static Replay read(CatalogId catalog, Row row) {
        return new Replay(
                catalog,
                row.getUUID("replay_id"),
                new PolicyKey(PolicyScope.valueOf(row.getString("scope")), row.getUUID("scope_id")),
                AppliedPolicy.of(row, "compared"),
                AppliedPolicy.of(row, "candidate"),
                Columns.instant(row, "from_time"),
                new Revisions(
                        row.getLong("policy_revision"), row.getLong("reference_revision"), row.getLong("os_revision")),
                Columns.blob(row, "cursor"),
                row.getLong("devices_changed"),
                row.getInteger("attempts"),
                row.getString("failure"));
    }

    /** Returns the replay after a page was stored. */
    Replay after(ReplayPage page) {
        return new Replay(
                catalog,
                id,
                key,
                compared,
                candidate,
                from,
                revisions,
                page.cursor(),
                changed + page.changes().size(),
                0,
                null);
    }
}
