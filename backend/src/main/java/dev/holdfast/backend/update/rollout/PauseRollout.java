package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.backend.update.rollout.RolloutState.Offering;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/** Stops offering the images of a rollout until it is resumed. Devices that have not committed the update drop it. */
@ApplicationScoped
class PauseRollout {
    /** Returns the work; it returns the ID of the rollout. */
    Work<UUID> pause(UUID id, String reason) {
        return tx -> RolloutRows.locked(tx, id)
                .chain(rollout -> {
                    RolloutState next = next(rollout);
                    return RolloutRecords.become(tx, rollout, next)
                            .chain(() -> tx.audit(
                                    RolloutRecords.entry(
                                            tx, "PauseRollout", rollout, next, reason, "Paused the rollout."),
                                    RolloutRecords.event("RolloutPaused", rollout, Map.of("reason", reason))));
                })
                .replaceWith(id);
    }

    /** Returns the state after the pause; fails with {@code conflict}. */
    static RolloutState next(Rollout rollout) {
        return rollout.in(Offering.class, "paused").pause();
    }
}
