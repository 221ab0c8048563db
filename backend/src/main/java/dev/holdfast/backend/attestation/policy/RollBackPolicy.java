package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.ApprovalGate;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.policy.NewRollback;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.policy.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reverts the newest activation that was not rolled back, at once, without replay or approval, because a rollback is urgent and the
 * previous policy was in use before. If activation needs approval, only recent activations can be rolled back, so that one person alone
 * cannot restore a very old policy.
 */
@ApplicationScoped
public class RollBackPolicy {
    /** Maximum age of an activation that can be rolled back if activation needs approval. */
    static final Duration MAX_AGE = Duration.ofDays(7);

    private static final String NEWEST_REPLAY = """
            select replay_id from policy_replay
            where catalog_id = $1 and scope = $2 and scope_id = $3 and version = $4 and state = 'FINISHED'
            order by finished_at desc limit 1""";

    private final Activations activations;
    private final ApprovalGate approvals;

    RollBackPolicy(Activations activations, ApprovalGate approvals) {
        this.activations = activations;
        this.approvals = approvals;
    }

    /** Returns the policy after the rollback; fails with {@code conflict} if there is no previous version or the activation is too old. */
    Work<PolicyView> rollBack(String policy, NewRollback request) {
        return tx -> rollBack(
                tx, SavePolicyVersion.requireChangeable(PolicyKey.parse(tx.catalog(), policy)), request.comment());
    }

    /** A rollback from one version to another (0: no policy), in scope {@code where}, of an activation at {@code since}. */
    private record Rollback(
            String where,
            int from,
            int to,
            Instant since,
            @Nullable UUID replay) {
        Rollback basedOn(@Nullable UUID newest) {
            return new Rollback(where, from, to, since, newest);
        }
    }

    private Uni<PolicyView> rollBack(Tx tx, PolicyKey key, String comment) {
        return PolicyScopes.lock(tx)
                .chain(() -> PolicyScopes.one(tx, key))
                .chain(policy -> rollback(tx, key, policy))
                .call(rollback -> requireRecent(tx, rollback))
                .chain(rollback -> replay(tx, key, rollback.to()).map(replay -> rollback.basedOn(replay.orElse(null))))
                .call(rollback -> activations.change(
                        tx,
                        rollback.from(),
                        new Activations.Change(key, rollback.to(), true, rollback.replay(), comment)))
                .call(rollback -> tx.audit(tx.entry(
                                "RollBackPolicy",
                                key.text(),
                                "Rolled back from version %d to %s for %s. Reason: %s"
                                        .formatted(
                                                rollback.from(),
                                                rollback.to() == 0 ? "no own policy" : "version " + rollback.to(),
                                                rollback.where(),
                                                comment))
                        .because(comment)
                        .changing("version", rollback.from(), rollback.to())))
                .chain(() -> PolicyScopes.one(tx, key));
    }

    private Uni<Rollback> rollback(Tx tx, PolicyKey key, PolicyView policy) {
        int active = policy.activeVersion();
        return activations
                .newest(tx, key)
                .map(newest -> newest.filter(previous -> previous.to() != active)
                        .map(previous ->
                                new Rollback(PolicyScopes.words(policy), active, previous.to(), previous.since(), null))
                        .orElseThrow(() -> ProblemException.conflict("There is no previous version to roll back to.")));
    }

    private Uni<Void> requireRecent(Tx tx, Rollback rollback) {
        return approvals
                .gatedOperations(tx)
                .invoke(gated -> {
                    if (gated.contains(ApprovalOperation.ACTIVATE_POLICY)
                            && tx.now().isAfter(rollback.since().plus(MAX_AGE))) {
                        throw ProblemException.conflict("The active version was activated more than "
                                + MAX_AGE.toDays() + " days ago, and activation needs approval in this catalog. Replay "
                                + (rollback.to() == 0 ? "removing the policy" : "version " + rollback.to())
                                + " and request its activation.");
                    }
                })
                .replaceWithVoid();
    }

    /** Returns the newest replay of a version; empty for an update policy, which has no replays. */
    private static Uni<Optional<UUID>> replay(Tx tx, PolicyKey key, int version) {
        return key.kind() == Kind.UPDATE
                ? Uni.createFrom().item(Optional.empty())
                : tx.find(NEWEST_REPLAY, row -> row.getUUID("replay_id"), tx.catalog(), key.scope(), key.id(), version);
    }
}
