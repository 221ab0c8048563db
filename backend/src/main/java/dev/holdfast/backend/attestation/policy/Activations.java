package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes which version decides, and the history of that. */
@ApplicationScoped
class Activations {
    private static final String SET = """
            insert into policy_active as a (catalog_id, scope, scope_id, version, activated_at, activated_by)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (catalog_id, scope, scope_id) do update
                set version = excluded.version, activated_at = excluded.activated_at,
                    activated_by = excluded.activated_by""";
    private static final String TAKE =
            "delete from policy_active where catalog_id = $1 and scope = $2 and scope_id = $3";
    private static final String COUNT = """
            insert into policy_revision as r (catalog_id, revision) values ($1, 1)
            on conflict (catalog_id) do update set revision = r.revision + 1""";
    private static final String REMEMBER = """
            insert into policy_activation (catalog_id, scope, scope_id, number, version, previous_version, rollback, at,
                requested_by, approved_by, replay_id, comment)
            select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11
            from policy_activation where catalog_id = $1 and scope = $2 and scope_id = $3""";
    // A stack: an activation lays a version on top, a rollback takes one off. What lies on top was laid there by the
    // newest
    // activation behind which there are as many rollbacks as activations; the way back leads to what lay below it.
    private static final String TOP = """
            select h.previous_version, h.at from (
                select number, previous_version, at, rollback,
                    coalesce(sum(case when rollback then 1 else -1 end) over (
                        order by number desc rows between unbounded preceding and 1 preceding), 0) as behind
                from policy_activation where catalog_id = $1 and scope = $2 and scope_id = $3
            ) h where not h.rollback and h.behind = 0 order by h.number desc limit 1""";

    /**
     * A change of what decides.
     *
     * @param key whose policy
     * @param version what becomes active; 0 takes the policy away
     * @param rollback whether it is the way back
     * @param replay the replay that it refers to
     * @param comment why
     */
    record Turn(
            PolicyKey key,
            int version,
            boolean rollback,
            @Nullable UUID replay,
            String comment) {}

    /**
     * What a rollback takes back.
     *
     * @param to the version that was active before; 0 for none
     * @param since when what it takes back was activated
     */
    record Undone(int to, Instant since) {}

    /** Returns the newest activation that was not taken back; empty when there is no way back. */
    Uni<Optional<Undone>> newest(Tx tx, PolicyKey key) {
        return tx.find(
                TOP,
                row -> new Undone(row.getInteger("previous_version"), Columns.instant(row, "at")),
                tx.catalog(),
                key.scope(),
                key.id());
    }

    /** Writes a change; the caller holds the lock of the catalog's policies and appends the audit entry. */
    Uni<Void> turn(Tx tx, int previous, Turn turn) {
        PolicyKey key = turn.key();
        Uni<Integer> changed = turn.version() == 0
                ? tx.update(TAKE, tx.catalog(), key.scope(), key.id())
                : tx.update(
                        SET,
                        tx.catalog(),
                        key.scope(),
                        key.id(),
                        turn.version(),
                        tx.now(),
                        tx.actor().name());
        return changed.chain(() -> tx.update(COUNT, tx.catalog()))
                .chain(() -> tx.update(
                        REMEMBER,
                        tx.catalog(),
                        key.scope(),
                        key.id(),
                        turn.version(),
                        previous,
                        turn.rollback(),
                        tx.now(),
                        tx.actor().name(),
                        Approver.nameOf(tx.approver()),
                        turn.replay(),
                        turn.comment()))
                .chain(() -> tx.emit(Event.of(
                        turn.rollback() ? "PolicyRolledBack" : "PolicyActivated",
                        key.text(),
                        Map.of("from", previous, "to", turn.version()))));
    }
}
