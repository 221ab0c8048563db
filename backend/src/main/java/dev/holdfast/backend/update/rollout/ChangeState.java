package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.rollout.RolloutState.Aborted;
import dev.holdfast.backend.update.rollout.RolloutState.Halted;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.backend.update.rollout.RolloutState.Soaking;
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** Stores the steps of a rollout that need neither a person nor a signature. */
final class ChangeState {
    private static final String RELEASE_IMAGES = """
            update deployment set superseded_at = $3
            where catalog_id = $1 and deployment_id = $2 and current_since is null and superseded_at is null""";

    private ChangeState() {}

    /** Stores the next state with its event, and an audit entry if the rollout halts or ends; fails as outdated. */
    static Uni<Void> become(Tx tx, Rollout rollout, RolloutState next) {
        return RolloutRecords.become(tx, rollout, next)
                .chain(() -> succeeded(rollout, next)
                        ? RolloutRecords.meet(tx, rollout)
                        : Uni.createFrom().voidItem())
                .chain(() -> next instanceof Aborted
                        ? end(tx, rollout)
                        : Uni.createFrom().voidItem())
                .chain(() -> next instanceof Halted || next instanceof Aborted
                        ? tx.audit(
                                RolloutRecords.entry(
                                        tx,
                                        next instanceof Halted ? "HaltRollout" : "EndRollBack",
                                        rollout,
                                        next,
                                        "",
                                        "The rollout is " + RolloutWords.of(next) + "."),
                                events(rollout, next))
                        : tx.emit(events(rollout, next)));
    }

    private static boolean succeeded(Rollout rollout, RolloutState next) {
        return switch (next) {
            case Soaking _ -> true;
            case WaitingForPerson waiting -> waiting.question() == RolloutState.Question.OPEN_NEXT_PHASE;
            case Running running -> rollout.state() instanceof Running && running.phase() > rollout.openPhases();
            default -> false;
        };
    }

    /** Permits the deletion of the images of a rollout that ended without completion. Its sets stay, and are not offered any more. */
    static Uni<Void> end(Tx tx, Rollout rollout) {
        return tx.update(RELEASE_IMAGES, tx.catalog(), rollout.deployment(), tx.now())
                .replaceWithVoid();
    }

    private static List<Event> events(Rollout rollout, RolloutState next) {
        return switch (next) {
            case Soaking(int phase, var until) ->
                List.of(RolloutRecords.event(
                        "RolloutSoaking", rollout, Map.of("phase", phase, "until", until.toString())));
            case WaitingForPerson(int phase, var question) ->
                List.of(RolloutRecords.event(
                        "RolloutWaiting", rollout, Map.of("phase", phase, "question", question.name())));
            case Halted(int phase, var halt) ->
                List.of(RolloutRecords.event(
                        "RolloutHalted",
                        rollout,
                        Map.of(
                                "phase", phase,
                                "halt", StoredHalt.of(halt).getMap(),
                                "detail", RolloutWords.of(next))));
            case Aborted _ -> List.of(RolloutRecords.event("RolloutAborted", rollout, Map.of("reason", "Rolled back")));
            // The next phase has an event when it opens.
            default -> List.of();
        };
    }
}
