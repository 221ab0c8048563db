package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.policy.UpdatePolicies;
import dev.holdfast.policy.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores which version of a policy is active, and the history of activations. */
@ApplicationScoped
class Activations {
    private static final String SET = """
            insert into policy_active as a (catalog_id, kind, scope, scope_id, version, activated_at, activated_by)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (catalog_id, kind, scope, scope_id) do update
                set version = excluded.version, activated_at = excluded.activated_at,
                    activated_by = excluded.activated_by""";
    private static final String REMOVE =
            "delete from policy_active where catalog_id = $1 and kind = $2 and scope = $3 and scope_id = $4";
    private static final String INCREMENT_REVISION = """
            insert into policy_revision as r (catalog_id, revision) values ($1, 1)
            on conflict (catalog_id) do update set revision = r.revision + 1""";
    private static final String ADD_ACTIVATION = """
            insert into policy_activation (catalog_id, kind, scope, scope_id, number, version, previous_version, rollback, at,
                requested_by, approved_by, replay_id, comment)
            select $1, $2, $3, $4, coalesce(max(number), 0) + 1, $5, $6, $7, $8, $9, $10, $11, $12
            from policy_activation where catalog_id = $1 and kind = $2 and scope = $3 and scope_id = $4""";
    // The activations are a stack: an activation pushes a version, a rollback pops one. The top is the newest
    // activation that is followed by as many activations as rollbacks. A rollback restores its previous_version.
    private static final String NEWEST_NOT_ROLLED_BACK = """
            select h.previous_version, h.at from (
                select number, previous_version, at, rollback,
                    coalesce(sum(case when rollback then 1 else -1 end) over (
                        order by number desc rows between unbounded preceding and 1 preceding), 0) as behind
                from policy_activation where catalog_id = $1 and kind = $2 and scope = $3 and scope_id = $4
            ) h where not h.rollback and h.behind = 0 order by h.number desc limit 1""";

    /**
     * A change of the active version.
     *
     * @param version the new active version; 0 removes the policy
     * @param rollback whether it reverts an activation
     * @param replay a finished replay of the new version; null if there is none
     */
    record Change(
            PolicyKey key,
            int version,
            boolean rollback,
            @Nullable UUID replay,
            String comment) {}

    /**
     * An activation that can be rolled back.
     *
     * @param to version that was active before; 0 for none
     * @param since time of the activation
     */
    record Reversible(int to, Instant since) {}

    /** Returns the newest activation that was not rolled back; empty if there is none. */
    Uni<Optional<Reversible>> newest(Tx tx, PolicyKey key) {
        return tx.find(
                NEWEST_NOT_ROLLED_BACK,
                row -> new Reversible(row.getInteger("previous_version"), Columns.instant(row, "at")),
                tx.catalog(),
                key.kind().text(),
                key.scope(),
                key.id());
    }

    /** Ends the validity of replays, or lets the manifest sets of groups be signed again. */
    private static Uni<Integer> applied(Tx tx, PolicyKey key) {
        return key.kind() == Kind.ATTESTATION
                ? tx.update(INCREMENT_REVISION, tx.catalog())
                : UpdatePolicies.renew(tx, key.scope(), key.id());
    }

    /** Stores a change from version {@code previous}, 0 for none. The caller holds the lock of the policies and writes the audit entry. */
    Uni<Void> change(Tx tx, int previous, Change change) {
        PolicyKey key = change.key();
        Uni<Integer> changed = change.version() == 0
                ? tx.update(REMOVE, tx.catalog(), key.kind().text(), key.scope(), key.id())
                : tx.update(
                        SET,
                        tx.catalog(),
                        key.kind().text(),
                        key.scope(),
                        key.id(),
                        change.version(),
                        tx.now(),
                        tx.actor().name());
        return changed.chain(() -> applied(tx, key))
                .chain(() -> tx.update(
                        ADD_ACTIVATION,
                        tx.catalog(),
                        key.kind().text(),
                        key.scope(),
                        key.id(),
                        change.version(),
                        previous,
                        change.rollback(),
                        tx.now(),
                        tx.actor().name(),
                        Approver.nameOf(tx.approver()),
                        change.replay(),
                        change.comment()))
                .chain(() -> tx.emit(Event.of(
                        change.rollback() ? "PolicyRolledBack" : "PolicyActivated",
                        key.text(),
                        Map.of("from", previous, "to", change.version()))));
    }
}
