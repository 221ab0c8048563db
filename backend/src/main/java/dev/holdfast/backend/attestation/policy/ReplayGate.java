package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.policy.ReplayState;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a replay's report is current: complete, recent, and without a change of policies, reference values or OS feeds since it
 * began.
 */
public final class ReplayGate {
    private static final Duration VALIDITY = Duration.ofHours(24);
    private static final String NOW = """
            select coalesce((select revision from policy_revision where catalog_id = $1), 0) as policies,
                   coalesce((select revision from reference_revision where catalog_id = $1), 0) as reference_values,
                   (select revision from os_revision) as releases""";
    private static final String FIND = """
            select state, finished_at, policy_revision, reference_revision, os_revision from policy_replay
            where catalog_id = $1 and replay_id = $2 and scope = $3 and scope_id = $4 and version = $5""";

    private ReplayGate() {}

    /**
     * Revisions that a replay depends on.
     *
     * @param policies number of activations, removals and rollbacks in the catalog
     * @param referenceValues number of changes of the catalog's reference values
     * @param releases number of changes of the installation's OS feeds
     */
    public record Revisions(long policies, long referenceValues, long releases) {}

    private record Report(ReplayState state, @Nullable Instant finishedAt, Revisions revisions) {}

    public static Uni<Revisions> now(Tx tx) {
        return tx.one(
                NOW,
                row -> new Revisions(row.getLong("policies"), row.getLong("reference_values"), row.getLong("releases")),
                tx.catalog());
    }

    /** Fails with {@code not-found} for a replay of another version, and with {@code conflict} if the report is not current. */
    static Uni<Void> require(Tx tx, PolicyKey key, int version, UUID replay) {
        return tx.find(
                        FIND,
                        row -> new Report(
                                ReplayState.valueOf(row.getString("state")),
                                Columns.instantOrNull(row, "finished_at"),
                                new Revisions(
                                        row.getLong("policy_revision"),
                                        row.getLong("reference_revision"),
                                        row.getLong("os_revision"))),
                        tx.catalog(),
                        replay,
                        key.scope(),
                        key.id(),
                        version)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound(
                        "replay",
                        "is not a replay of version " + version + " of this policy. Start one and review its report")))
                .chain(report -> now(tx).invoke(now -> reasonUnusable(
                                report.state(), report.finishedAt(), report.revisions(), now, tx.now())
                        .ifPresent(reason -> {
                            throw ProblemException.conflict(reason);
                        })))
                .replaceWithVoid();
    }

    /** Returns why a report cannot be used at a time; empty if it is current. {@code then}: revisions when the replay began. Pure. */
    public static Optional<String> reasonUnusable(
            ReplayState state, @Nullable Instant finishedAt, Revisions then, Revisions now, Instant at) {
        if (state != ReplayState.FINISHED || finishedAt == null) {
            return Optional.of(
                    switch (state) {
                        case RUNNING -> "The replay is still running. Wait for its report.";
                        case CANCELLED -> "The replay was cancelled. Start it again.";
                        case FAILED -> "The replay failed and has no report. See its page for the reason.";
                        default -> "Policies or reference values changed during the replay. Start it again.";
                    });
        }
        if (then.policies() != now.policies()) {
            return Optional.of("A policy of the catalog was activated since the replay. Start it again.");
        }
        if (then.referenceValues() != now.referenceValues()) {
            return Optional.of("The catalog's reference values changed since the replay. Start it again.");
        }
        if (then.releases() != now.releases()) {
            return Optional.of("The OS feeds changed since the replay. Start it again.");
        }
        return at.isAfter(finishedAt.plus(VALIDITY))
                ? Optional.of("The replay is older than " + VALIDITY.toHours() + " hours. Start it again.")
                : Optional.empty();
    }
}
