package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.policy.replay.ReplayPage.Change;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.job.LeasedJob;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.policy.RuleHit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stores results of replays. */
@ApplicationScoped
class ReplayRecords {
    /** A report lists no more changed devices after the page that reaches this number. Its counts cover all devices. */
    static final int MAX_LISTED = 100_000;

    private static final String END = """
            update policy_replay set state = $3, finished_at = $4, failure = coalesce($5, failure)
            where catalog_id = $1 and replay_id = $2 and state = 'RUNNING'""";
    // Writes nothing if the replay has ended, the lease was lost, or the page is already stored (the cursor moved).
    private static final String ADVANCE = """
            update policy_replay set cursor = $5, devices_done = devices_done + $6, devices_without_evidence = devices_without_evidence + $7,
                evidence_count = evidence_count + $8, unreadable = unreadable + $9, devices_changed = devices_changed + $10,
                state = $11, finished_at = $12, leased_until = $13, attempts = 0, failure = null
            where catalog_id = $1 and replay_id = $2 and runner = $3 and cursor = $4 and state = 'RUNNING'""";
    private static final String ADD_COUNTS = """
            insert into policy_replay_count as c (catalog_id, replay_id, group_id, from_trust, to_trust, devices)
            select $1, $2, n.group_id, n.from_trust, n.to_trust, n.devices
            from unnest($3::uuid[], $4::text[], $5::text[], $6::bigint[]) as n(group_id, from_trust, to_trust, devices)
            order by n.group_id, n.from_trust, n.to_trust
            on conflict (catalog_id, replay_id, group_id, from_trust, to_trust)
                do update set devices = c.devices + excluded.devices""";
    private static final String ADD_CHANGES = """
            insert into policy_replay_change (catalog_id, replay_id, device_id, group_id, from_trust, to_trust, at, newest,
                rule, dropped, subject, reason, evidence_count, evidence_changed)
            select $1, $2, * from unnest($3::bytea[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[],
                $8::boolean[], $9::text[], $10::boolean[], $11::text[], $12::text[], $13::int[], $14::int[])""";

    ReplayRecords() {}

    /** Ends a replay without a report. {@code failure} is the reason if it failed; null keeps that of the last attempt. */
    Uni<Void> end(Tx tx, UUID replay, ReplayState state, @Nullable String failure) {
        return tx.update(END, tx.catalog(), replay, state, tx.now(), failure)
                .chain(ended -> ended == 0
                        ? Uni.createFrom().voidItem()
                        : tx.emit(Event.of("PolicyReplayEnded", replay.toString(), Map.of("state", state.name()))));
    }

    /** Stores a page; returns false and writes nothing if the replay has ended or another backend runs it. */
    Uni<Boolean> write(Tx tx, UUID runner, Replay replay, ReplayPage page) {
        return tx.update(
                        ADVANCE,
                        replay.catalog(),
                        replay.id(),
                        runner,
                        replay.cursor(),
                        page.cursor(),
                        page.devices(),
                        page.withoutEvidence(),
                        page.evidenceCount(),
                        page.unreadable(),
                        page.changes().size(),
                        page.last() ? ReplayState.FINISHED : ReplayState.RUNNING,
                        page.last() ? tx.now() : null,
                        tx.now().plus(LeasedJob.LEASE))
                .chain(advanced -> advanced == 0
                        ? Uni.createFrom().item(false)
                        : counts(tx, replay, page)
                                .chain(() -> changes(tx, replay, page))
                                .chain(() -> notify(tx, replay, page))
                                .replaceWith(true));
    }

    private static Uni<Void> counts(Tx tx, Replay replay, ReplayPage page) {
        List<Map.Entry<ReplayPage.Transition, Long>> transitions =
                new ArrayList<>(page.transitions().entrySet());
        return transitions.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.update(
                                ADD_COUNTS,
                                replay.catalog(),
                                replay.id(),
                                Columns.guids(
                                        transitions,
                                        transition -> transition.getKey().group()),
                                Columns.texts(
                                        transitions,
                                        transition -> transition.getKey().from().name()),
                                Columns.texts(
                                        transitions,
                                        transition -> transition.getKey().to().name()),
                                Columns.longs(transitions, Map.Entry::getValue))
                        .replaceWithVoid();
    }

    private static Uni<Void> changes(Tx tx, Replay replay, ReplayPage page) {
        List<Change> all = page.changes();
        return all.isEmpty() || replay.changed() >= MAX_LISTED
                ? Uni.createFrom().voidItem()
                : tx.update(
                                ADD_CHANGES,
                                replay.catalog(),
                                replay.id(),
                                Columns.byteArrays(
                                        all, change -> change.device().id().bytes()),
                                Columns.guids(all, change -> change.device().group()),
                                Columns.texts(
                                        all,
                                        change -> change.difference().from().name()),
                                Columns.texts(
                                        all, change -> change.difference().to().name()),
                                Columns.instants(
                                        all, change -> change.difference().at()),
                                all.stream()
                                        .map(change -> change.outcome().onNewest())
                                        .toArray(Boolean[]::new),
                                Columns.texts(
                                        all,
                                        change -> why(change, hit -> hit.rule().id())),
                                all.stream()
                                        .map(change -> change.difference().dropped())
                                        .toArray(Boolean[]::new),
                                Columns.texts(all, change -> why(change, RuleHit::subject)),
                                Columns.texts(all, change -> why(change, RuleHit::reason)),
                                all.stream()
                                        .map(change -> change.outcome().evidenceCount())
                                        .toArray(Integer[]::new),
                                all.stream()
                                        .map(change -> change.outcome().changed())
                                        .toArray(Integer[]::new))
                        .replaceWithVoid();
    }

    private static String why(Change change, Function<RuleHit, String> part) {
        return Optional.ofNullable(change.difference().hit()).map(part).orElse("");
    }

    private Uni<Void> notify(Tx tx, Replay replay, ReplayPage page) {
        return !page.last()
                ? Uni.createFrom().voidItem()
                : tx.emit(Event.of(
                        "PolicyReplayEnded",
                        replay.id().toString(),
                        Map.of(
                                "state",
                                ReplayState.FINISHED.name(),
                                "policy",
                                replay.key().text(),
                                "devicesChanged",
                                replay.changed() + page.changes().size())));
    }
}
