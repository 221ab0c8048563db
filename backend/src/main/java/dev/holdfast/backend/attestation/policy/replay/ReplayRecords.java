package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.policy.ReplayGate;
import dev.holdfast.backend.attestation.policy.replay.ReplayPage.Change;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.job.Attempts;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.policy.Hit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Leases replays to this backend and writes what their pages came to. */
@ApplicationScoped
class ReplayRecords {
    /** A report counts every device that would change, and lists so many. */
    static final int MAX_LISTED = 100_000;

    // A backend that is killed tells nothing, so an attempt counts when it begins; one that moves the cursor has none
    // behind it.
    private static final String TAKE = """
            update policy_replay set runner = $3, leased_until = $4, attempts = attempts + 1
            where catalog_id = $1 and replay_id = $2 and state = 'RUNNING' and (runner = $3 or leased_until <= $5)
            returning\s""" + Replay.COLUMNS;
    private static final String GIVE_BACK = """
            update policy_replay set leased_until = $4
            where catalog_id = $1 and replay_id = $2 and runner = $3 and state = 'RUNNING'""";
    private static final String END = """
            update policy_replay set state = $3, finished_at = $4
            where catalog_id = $1 and replay_id = $2 and state = 'RUNNING'""";
    // The lease stays: the next attempt is when that ends.
    private static final String NOTE = """
            update policy_replay set failure = $4
            where catalog_id = $1 and replay_id = $2 and runner = $3 and state = 'RUNNING'
            returning attempts""";
    private static final String FAIL = """
            update policy_replay set state = 'FAILED', finished_at = $3, failure = $4
            where catalog_id = $1 and replay_id = $2 and state = 'RUNNING'""";
    // Whoever lost the lease meanwhile, or is behind, writes nothing.
    private static final String ADVANCE = """
            update policy_replay set cursor = $5, devices_done = devices_done + $6, devices_silent = devices_silent + $7,
                evidences = evidences + $8, unreadable = unreadable + $9, devices_changed = devices_changed + $10,
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
                rule, dropped, subject, reason, evidences, evidences_changed)
            select $1, $2, * from unnest($3::bytea[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[],
                $8::boolean[], $9::text[], $10::boolean[], $11::text[], $12::text[], $13::int[], $14::int[])""";

    /** This process. */
    private final UUID runner = UUID.randomUUID();

    ReplayRecords() {}

    /** Takes a replay, or goes on with one; empty when it does not run any more or another backend is at it. */
    Uni<Optional<Replay>> take(Tx tx, UUID replay) {
        return tx.find(
                        TAKE,
                        row -> Replay.read(tx.catalog(), row),
                        tx.catalog(),
                        replay,
                        runner,
                        tx.now().plus(Attempts.LEASE),
                        tx.now())
                .chain(taken -> taken.isEmpty()
                        ? Uni.createFrom().item(taken)
                        : unlessExhausted(tx, taken.get())
                                .chain(left -> left.isEmpty()
                                        ? Uni.createFrom().item(left)
                                        : unlessOvertaken(tx, left.get())));
    }

    /** Whoever begins once too often does not begin: the backends before may have died of it. */
    private Uni<Optional<Replay>> unlessExhausted(Tx tx, Replay replay) {
        return replay.attempts() <= Attempts.MOST
                ? Uni.createFrom().item(Optional.of(replay))
                : fail(tx, replay.id(), Attempts.exhausted(replay.failure())).replaceWith(Optional.empty());
    }

    /** A report never mixes two states of what it compares. */
    private Uni<Optional<Replay>> unlessOvertaken(Tx tx, Replay replay) {
        return ReplayGate.now(tx)
                .chain(now -> now.equals(replay.revisions())
                        ? Uni.createFrom().item(Optional.of(replay))
                        : end(tx, replay.id(), ReplayState.OVERTAKEN).replaceWith(Optional.empty()));
    }

    /** Lets others go on with it, here or elsewhere. */
    Uni<Void> giveBack(Tx tx, UUID replay) {
        return tx.update(GIVE_BACK, tx.catalog(), replay, runner, tx.now()).replaceWithVoid();
    }

    /**
     * Remembers why an attempt failed, so that the next one can say so; the last one ends the replay.
     *
     * @param why a sentence for people
     */
    Uni<Void> note(Tx tx, UUID replay, String why) {
        return tx.find(NOTE, row -> row.getInteger("attempts"), tx.catalog(), replay, runner, why)
                .chain(attempts -> attempts.orElse(0) < Attempts.MOST
                        ? Uni.createFrom().voidItem()
                        : fail(tx, replay, Attempts.exhausted(why)));
    }

    /** Ends a replay that cannot be made, and says why. */
    Uni<Void> fail(Tx tx, UUID replay, String why) {
        return tx.update(FAIL, tx.catalog(), replay, tx.now(), why)
                .chain(ended -> tellEnd(tx, replay, ReplayState.FAILED, ended));
    }

    /** Ends a replay that has no report. */
    Uni<Void> end(Tx tx, UUID replay, ReplayState state) {
        return tx.update(END, tx.catalog(), replay, state, tx.now()).chain(ended -> tellEnd(tx, replay, state, ended));
    }

    private Uni<Void> tellEnd(Tx tx, UUID replay, ReplayState state, int ended) {
        return ended == 0
                ? Uni.createFrom().voidItem()
                : tx.emit(Event.of("PolicyReplayEnded", replay.toString(), Map.of("state", state.name())));
    }

    /**
     * Writes a page; the item is the replay as it goes on, empty when it does not: it has ended, or this backend is not at it
     * any more.
     */
    Uni<Optional<Replay>> write(Tx tx, Replay replay, ReplayPage page) {
        CatalogId catalog = replay.catalog();
        return tx.update(
                        ADVANCE,
                        catalog,
                        replay.id(),
                        runner,
                        replay.cursor(),
                        page.cursor(),
                        page.devices(),
                        page.silent(),
                        page.evidences(),
                        page.unreadable(),
                        page.changes().size(),
                        page.last() ? ReplayState.FINISHED : ReplayState.RUNNING,
                        page.last() ? tx.now() : null,
                        tx.now().plus(Attempts.LEASE))
                .chain(advanced -> advanced == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : counts(tx, replay, page)
                                .chain(() -> changes(tx, replay, page))
                                .chain(() -> tell(tx, replay, page))
                                .chain(() -> page.last()
                                        ? Uni.createFrom().item(Optional.empty())
                                        : unlessOvertaken(tx, replay.after(page))));
    }

    private static Uni<Void> counts(Tx tx, Replay replay, ReplayPage page) {
        List<Map.Entry<ReplayPage.Turn, Long>> turns =
                new ArrayList<>(page.turns().entrySet());
        return turns.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.update(
                                ADD_COUNTS,
                                replay.catalog(),
                                replay.id(),
                                Columns.guids(turns, turn -> turn.getKey().group()),
                                Columns.texts(
                                        turns, turn -> turn.getKey().from().name()),
                                Columns.texts(turns, turn -> turn.getKey().to().name()),
                                Columns.longs(turns, Map.Entry::getValue))
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
                                Columns.texts(all, change -> why(change, Hit::subject)),
                                Columns.texts(all, change -> why(change, Hit::reason)),
                                all.stream()
                                        .map(change -> change.outcome().evidences())
                                        .toArray(Integer[]::new),
                                all.stream()
                                        .map(change -> change.outcome().changed())
                                        .toArray(Integer[]::new))
                        .replaceWithVoid();
    }

    private static String why(Change change, Function<Hit, String> part) {
        return Optional.ofNullable(change.difference().hit()).map(part).orElse("");
    }

    private Uni<Void> tell(Tx tx, Replay replay, ReplayPage page) {
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
