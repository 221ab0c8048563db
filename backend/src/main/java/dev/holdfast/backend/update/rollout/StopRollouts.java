package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.backend.update.rollout.RolloutState.Offering;
import dev.holdfast.backend.update.rollout.RolloutState.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Stops all rollouts of a catalog: active ones halt, scheduled ones become drafts, and no rollout or deployment starts until they are
 * allowed again. Until then, no device group gets another release of the operating system. What a group got at once before stays its
 * target.
 */
@ApplicationScoped
class StopRollouts {
    private static final String STOP = """
            update catalog set rollouts_stopped_at = $2, rollouts_stopped_by = $3, rollouts_stopped_reason = $4
            where catalog_id = $1 and rollouts_stopped_at is null""";
    private static final String ALLOW = """
            update catalog set rollouts_stopped_at = null, rollouts_stopped_by = null, rollouts_stopped_reason = null
            where catalog_id = $1 and rollouts_stopped_at is not null""";
    // In the order of their IDs, so that two commands cannot deadlock.
    private static final String RUNNING = """
            select rollout_id from rollout
            where catalog_id = $1 and state in ('SCHEDULED', 'RUNNING', 'SOAKING', 'WAITING')
            order by rollout_id for no key update""";

    /** Returns the work; it fails with {@code conflict} if the rollouts are stopped already. */
    Work<Void> stop(String reason) {
        return tx -> tx.update(STOP, tx.catalog(), tx.now(), tx.actor().name(), reason)
                .invoke(changed -> requireChange(changed, "stopped"))
                .chain(() -> tx.list(RUNNING, row -> row.getUUID("rollout_id"), tx.catalog()))
                .chain(ids -> RolloutRows.of(tx, ids))
                .chain(rollouts -> Sequential.each(rollouts, rollout -> stop(tx, rollout, reason))
                        .chain(() -> tx.audit(
                                tx.entry("StopRollouts", "all rollouts", sentence(rollouts))
                                        .because(reason)
                                        .changing(
                                                "rollouts",
                                                null,
                                                rollouts.stream()
                                                        .map(Rollout::id)
                                                        .map(UUID::toString)
                                                        .toList()),
                                Event.of("RolloutsStopped", tx.catalog().toString(), Map.of("reason", reason)))));
    }

    private static String sentence(List<Rollout> rollouts) {
        return "Stopped all rollouts: " + rollouts.size() + " were active.";
    }

    private static Uni<Void> stop(Tx tx, Rollout rollout, String reason) {
        return switch (rollout.state()) {
            case Offering offering -> {
                RolloutState halted = offering.halt(new Halt.Stopped(reason));
                yield RolloutRecords.become(tx, rollout, halted)
                        .chain(() -> tx.emit(RolloutRecords.event(
                                "RolloutHalted", rollout, Map.of("detail", RolloutWords.of(halted)))));
            }
            case Scheduled scheduled ->
                RolloutRecords.become(tx, rollout, scheduled.withdraw())
                        .chain(() ->
                                tx.emit(RolloutRecords.event("RolloutChanged", rollout, Map.of("reason", reason))));
            default -> Uni.createFrom().voidItem();
        };
    }

    /** Returns the work; it fails with {@code conflict} if the rollouts are not stopped. Halted rollouts stay so until they are resumed. */
    Work<Void> allow(String reason) {
        return tx -> tx.update(ALLOW, tx.catalog())
                .invoke(changed -> requireChange(changed, "allowed"))
                .chain(() -> tx.audit(
                        tx.entry("AllowRollouts", "all rollouts", "Allowed rollouts and deployments again.")
                                .because(reason),
                        Event.of("RolloutsAllowed", tx.catalog().toString(), Map.of("reason", reason))));
    }

    private static void requireChange(int changed, String state) {
        if (changed == 0) {
            throw ProblemException.conflict("The rollouts of the catalog are already " + state + ".");
        }
    }
}
