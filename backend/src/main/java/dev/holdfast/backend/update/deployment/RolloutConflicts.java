package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Rollouts with which a deployment or another rollout is not possible. */
public final class RolloutConflicts {
    private static final String ACTIVE = """
            select r.rollout_id from rollout r
            where r.catalog_id = $1 and r.group_id = $2 and r.state not in ('DRAFT', 'COMPLETED', 'ABORTED')""";
    private static final String STOPPED =
            "select coalesce(c.rollouts_stopped_reason, '') as reason from catalog c where c.catalog_id = $1";
    // Waits for a command that stops the rollouts, and makes it wait.
    private static final String STOPPED_UNTIL_COMMIT = STOPPED + " for share";

    private RolloutConflicts() {}

    /** Fails with {@code conflict} if the group has an active rollout, or if the rollouts of the catalog are stopped. */
    public static Uni<Void> requireNone(Tx tx, GroupRef group) {
        return requireNone(tx, group.id(), group.title()).call(() -> requireAllowedNow(tx));
    }

    /** Fails with {@code conflict} if the group has an active rollout. */
    public static Uni<Void> requireNone(Tx tx, UUID group, String title) {
        return tx.find(ACTIVE, row -> row.getUUID("rollout_id"), tx.catalog(), group)
                .invoke(active -> active.ifPresent(rollout -> {
                    throw ProblemException.conflict("Device group " + title + " has an active rollout (" + rollout
                            + "). Complete, abort or roll it back first.");
                }))
                .replaceWithVoid();
    }

    /** Fails with {@code conflict} if the rollouts of the catalog are stopped. Until the commit, nobody can stop them. */
    public static Uni<Void> requireAllowed(Tx tx) {
        return requireAllowed(tx, STOPPED_UNTIL_COMMIT);
    }

    /** Fails like {@link #requireAllowed} and locks nothing. */
    public static Uni<Void> requireAllowedNow(Tx tx) {
        return requireAllowed(tx, STOPPED);
    }

    private static Uni<Void> requireAllowed(Tx tx, String query) {
        return tx.one(query, row -> row.getString("reason"), tx.catalog())
                .invoke(reason -> {
                    if (!reason.isEmpty()) {
                        throw ProblemException.conflict("All rollouts and deployments of the catalog are stopped: "
                                + reason + ". Allow them first.");
                    }
                })
                .replaceWithVoid();
    }
}
