package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.rollout.RolloutState.Aborted;
import dev.holdfast.backend.update.rollout.RolloutState.AwaitingApproval;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Draft;
import dev.holdfast.backend.update.rollout.RolloutState.Halted;
import dev.holdfast.backend.update.rollout.RolloutState.Paused;
import dev.holdfast.backend.update.rollout.RolloutState.RollingBack;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.backend.update.rollout.RolloutState.Scheduled;
import dev.holdfast.backend.update.rollout.RolloutState.Soaking;
import dev.holdfast.backend.update.rollout.RolloutState.Started;
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes rollouts. Each change needs the revision of the rollout that it was decided for; otherwise it fails as outdated. */
final class RolloutRecords {
    // Devices may attest the images of an ended rollout for a week, so that a device that was offline is led back, not
    // locked out.
    private static final String SET_STATE = """
            update rollout set state = $4, phase = $5, soak_until = $7, question = $8, halt = $9::jsonb,
                start_at = coalesce($10, start_at),
                state_since = case when (state, phase) = ($4, $5) then state_since else $6::timestamptz end,
                started_at = case when $5 > 0 then coalesce(started_at, $6::timestamptz) end,
                rolled_back_at = case when $4 = 'ROLLING_BACK' then $6::timestamptz else rolled_back_at end,
                ended_at = case when $4 in ('COMPLETED', 'ABORTED') then $6::timestamptz end,
                tentative_until = case when $4 = 'ABORTED' and version > 0 then $6::timestamptz + interval '7 days' end,
                revision = revision + 1
            where catalog_id = $1 and rollout_id = $2 and revision = $3""";
    // A withdrawal waits for the end of the transaction.
    private static final String LOCK_RELEASES =
            "select withdrawn_at from os_release where release_id = any ($1::uuid[]) order by release_id for share";
    private static final String SET_MET = """
            update rollout_phase set met_at = coalesce(met_at, $4) where catalog_id = $1 and rollout_id = $2 and position = $3""";
    private static final String SET_PLAN = """
            update rollout set rules = $4::jsonb, max_in_flight = $5, revision = revision + 1
            where catalog_id = $1 and rollout_id = $2 and revision = $3""";
    private static final String ADD_PHASE = """
            insert into rollout_phase as f (catalog_id, rollout_id, position, kind, amount, tag, devices, soak, success_percent, after)
            values ($1, $2, $3, $4, $5, $6, $7, make_interval(secs => $8), $9, $10)
            on conflict (catalog_id, rollout_id, position) do update set kind = excluded.kind, amount = excluded.amount,
                tag = excluded.tag, devices = excluded.devices, soak = excluded.soak, success_percent = excluded.success_percent,
                after = excluded.after""";
    private static final String DROP_PHASES =
            "delete from rollout_phase where catalog_id = $1 and rollout_id = $2 and position > $3";

    private RolloutRecords() {}

    /**
     * Stores the next state, and the held devices when the rollout ends; fails as outdated if the rollout changed meanwhile. Without an
     * event and an audit entry.
     */
    static Uni<Void> become(Tx tx, Rollout rollout, RolloutState next) {
        return tx.update(
                        SET_STATE,
                        tx.catalog(),
                        rollout.id(),
                        rollout.revision(),
                        name(next),
                        phase(rollout, next),
                        tx.now(),
                        next instanceof Soaking soaking ? soaking.until() : null,
                        next instanceof WaitingForPerson waiting
                                ? waiting.question().name()
                                : null,
                        next instanceof Halted halted ? StoredHalt.of(halted.halt()) : null,
                        next instanceof Scheduled scheduled ? scheduled.startAt() : null)
                .invoke(RolloutRecords::requireNewest)
                .chain(() -> next instanceof Completed || next instanceof Aborted
                        ? HeldDevices.keep(tx, rollout.id())
                        : Uni.createFrom().voidItem());
    }

    /** Stores that enough devices of the newest phase attested. */
    static Uni<Void> meet(Tx tx, Rollout rollout) {
        return tx.update(SET_MET, tx.catalog(), rollout.id(), rollout.openPhases(), tx.now())
                .replaceWithVoid();
    }

    static void requireNewest(int rollouts) {
        if (rollouts == 0) {
            throw ProblemException.outdated("The rollout changed at the same time. Reload it and try again.");
        }
    }

    /** Fails as outdated if a release of the rollout was withdrawn. None can be withdrawn until the transaction ends. */
    static Uni<Void> requireReleases(Tx tx, Rollout rollout) {
        return tx.list(LOCK_RELEASES, row -> row, Columns.guids(rollout.releases(), release -> release))
                .invoke(releases -> {
                    if (releases.stream().anyMatch(row -> Columns.instantOrNull(row, "withdrawn_at") != null)) {
                        throw ProblemException.outdated("The operating system of the rollout to " + rollout.title()
                                + " was withdrawn. Abort the rollout.");
                    }
                })
                .replaceWithVoid();
    }

    /** Stores the phases, rules and limits of a changed plan; fails as outdated if the rollout changed meanwhile. */
    static Uni<Void> change(Tx tx, Rollout rollout, RolloutPlan plan) {
        return tx.update(
                        SET_PLAN,
                        tx.catalog(),
                        rollout.id(),
                        rollout.revision(),
                        StoredHalt.of(plan.rules()),
                        limit(plan))
                .invoke(RolloutRecords::requireNewest)
                .chain(() -> tx.update(
                        DROP_PHASES, tx.catalog(), rollout.id(), plan.phases().size()))
                .chain(() -> addPhases(tx, rollout.id(), plan));
    }

    static Uni<Void> addPhases(Tx tx, UUID rollout, RolloutPlan plan) {
        return Sequential.each(
                IntStream.rangeClosed(1, plan.phases().size()).boxed().toList(),
                number -> addPhase(tx, rollout, number, plan.phase(number)));
    }

    private static Uni<Integer> addPhase(Tx tx, UUID rollout, int number, Phase phase) {
        Selection selection = phase.selection();
        return tx.update(
                ADD_PHASE,
                tx.catalog(),
                rollout,
                number,
                switch (selection) {
                    case Selection.Percent _ -> "PERCENT";
                    case Selection.Count _ -> "COUNT";
                    case Selection.Tagged _ -> "TAG";
                    case Selection.Listed _ -> "LIST";
                },
                amount(selection),
                selection instanceof Selection.Tagged(String tag) ? tag : null,
                selection instanceof Selection.Listed(List<DeviceId> devices) ? Columns.devices(devices) : null,
                (double) phase.soak().toSeconds(),
                phase.successPercent(),
                phase.after().name());
    }

    private static @Nullable Integer amount(Selection selection) {
        return switch (selection) {
            case Selection.Percent(int percent) -> percent;
            case Selection.Count(int devices) -> devices;
            case Selection.Tagged _, Selection.Listed _ -> null;
        };
    }

    /** Returns the limit of devices in flight for the table; null for none. */
    static @Nullable Long limit(RolloutPlan plan) {
        return plan.maxInFlight() == RolloutPlan.UNLIMITED ? null : plan.maxInFlight();
    }

    /** Returns an event of a rollout that makes gateways read the group's target again. */
    static Event event(String kind, Rollout rollout, Map<String, Object> payload) {
        Map<String, Object> all = new HashMap<>(payload);
        all.put("group", rollout.title());
        return Event.of(kind, rollout.id().toString(), all)
                .about(rollout.group())
                .invalidating(Change.of(rollout.group()));
    }

    /** Returns an audit entry of a person's change of the state. */
    static AuditEntry entry(Tx tx, String action, Rollout rollout, RolloutState next, String reason, String detail) {
        return tx.entry(action, rollout.title(), detail)
                .because(reason.isEmpty() ? null : reason)
                .changing("state", RolloutWords.of(rollout.state()), RolloutWords.of(next))
                .changing("rollout", null, rollout.id().toString());
    }

    private static String name(RolloutState state) {
        return switch (state) {
            case Draft _, AwaitingApproval _ -> "DRAFT";
            case Scheduled _ -> "SCHEDULED";
            case Running _ -> "RUNNING";
            case Soaking _ -> "SOAKING";
            case WaitingForPerson _ -> "WAITING";
            case Halted _ -> "HALTED";
            case Paused _ -> "PAUSED";
            case RollingBack _ -> "ROLLING_BACK";
            case Aborted _ -> "ABORTED";
            case Completed _ -> "COMPLETED";
        };
    }

    private static int phase(Rollout rollout, RolloutState next) {
        return next instanceof Started started ? started.phase() : rollout.openPhases();
    }
}
