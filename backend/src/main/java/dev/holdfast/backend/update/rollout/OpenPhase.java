package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.rollout.RolloutState.Question;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.contract.device.InternalApi.Change;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens devices of the newest phase of a rollout. The number of written rows does not depend on the number of devices. Devices outside of
 * the phase notice nothing.
 */
@ApplicationScoped
class OpenPhase {
    private static final String SET_GOAL = """
            update rollout_phase set opened_at = coalesce(opened_at, $4), buckets = $5, hashes = $6
            where catalog_id = $1 and rollout_id = $2 and position = $3""";

    private final Transactions transactions;
    private final NextSets nextSets;

    OpenPhase(Transactions transactions, NextSets nextSets) {
        this.transactions = transactions;
        this.nextSets = nextSets;
    }

    /** A step to sign. */
    private record Step(Opening opening, NextSets.Planned sets) {}

    /**
     * Opens more devices of the newest phase. If the signed list has no room for the devices of the phase, a person decides. Fails as
     * outdated if the rollout changed meanwhile, or if its release was withdrawn.
     *
     * @param state state of the rollout
     * @param atMost maximum number of devices to open, at least 1
     */
    Uni<Void> open(CatalogId catalog, Rollout rollout, Running state, long atMost) {
        return transactions
                .inCatalog(catalog, tx -> plan(tx, rollout, state, atMost))
                .chain(step -> step.map(planned -> carryOut(catalog, state, planned))
                        .orElseGet(() -> transactions.inCatalog(
                                Actor.SYSTEM,
                                catalog,
                                tx -> ChangeState.become(tx, rollout, state.askPerson(Question.TOO_MANY_TAGGED)))));
    }

    private Uni<Optional<Step>> plan(Tx tx, Rollout rollout, Running state, long atMost) {
        return Opening.of(tx, rollout, state.phase(), atMost)
                .chain(opening -> opening.isEmpty()
                        ? Uni.createFrom().item(Optional.<Step>empty())
                        : nextSets.plan(tx, rollout, opening.get().audience())
                                .map(sets -> Optional.of(new Step(opening.get(), sets))));
    }

    private Uni<Void> carryOut(CatalogId catalog, Running state, Step step) {
        return nextSets.sign(catalog, step.sets())
                .chain(signed -> transactions.inCatalog(
                        Actor.SYSTEM, catalog, tx -> write(tx, state.phase(), step.opening(), signed)));
    }

    private Uni<Void> write(Tx tx, int phase, Opening opening, NextSets.Signed signed) {
        Rollout rollout = signed.plan().rollout();
        return Targeted.lock(tx, rollout)
                .chain(() -> RolloutRecords.requireReleases(tx, rollout))
                .chain(() -> nextSets.store(tx, signed))
                .chain(() -> tx.update(
                        SET_GOAL,
                        tx.catalog(),
                        rollout.id(),
                        phase,
                        tx.now(),
                        opening.goal().buckets(),
                        opening.goal().hashes().toArray(Long[]::new)))
                .chain(() -> Targeted.count(tx, rollout, phase, opening.audience()))
                .chain(() -> phase > rollout.openPhases() ? begin(tx, rollout, phase) : renew(tx, signed));
    }

    /** Records that a phase began to open. */
    private static Uni<Void> begin(Tx tx, Rollout rollout, int phase) {
        return tx.emit(RolloutRecords.event("RolloutPhaseOpened", rollout, Map.of("phase", phase)))
                .chain(() -> phase == 1
                        ? TentativeValues.begin(tx, rollout.deployment())
                        : Uni.createFrom().item(List.<AuditEntry>of()))
                .chain(values -> {
                    List<AuditEntry> entries = new ArrayList<>(values);
                    entries.add(tx.entry("OpenPhase", rollout.title(), "Opened phase " + phase + " of the rollout.")
                            .changing("rollout", null, rollout.id().toString()));
                    return tx.audit(entries);
                });
    }

    private static Uni<Void> renew(Tx tx, NextSets.Signed signed) {
        Rollout rollout = signed.plan().rollout();
        return tx.emit(Event.of(
                        "ManifestSetRenewed",
                        rollout.group().toString(),
                        Map.of("manifestVersion", signed.plan().version()))
                .invalidating(Change.of(rollout.group())));
    }
}
