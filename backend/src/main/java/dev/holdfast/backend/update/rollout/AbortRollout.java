package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.backend.update.rollout.RolloutState.Abortable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Ends a rollout. Devices keep the images that they have. */
@ApplicationScoped
class AbortRollout {
    /** Returns the work; it returns the ID of the rollout. */
    Work<UUID> abort(UUID id, String reason) {
        return tx -> RolloutRows.locked(tx, id)
                .chain(rollout -> {
                    RolloutState next = next(rollout);
                    return RolloutRecords.become(tx, rollout, next)
                            .chain(() -> ChangeState.end(tx, rollout))
                            .chain(() -> tx.audit(
                                    RolloutRecords.entry(
                                            tx, "AbortRollout", rollout, next, reason, "Aborted the rollout."),
                                    RolloutRecords.event("RolloutAborted", rollout, Map.of("reason", reason))));
                })
                .replaceWith(id);
    }

    /** Returns the state after the end; fails with {@code conflict}. */
    static RolloutState next(Rollout rollout) {
        return rollout.in(Abortable.class, "aborted").abort();
    }
}
