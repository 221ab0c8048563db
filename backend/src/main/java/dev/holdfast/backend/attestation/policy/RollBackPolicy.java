package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.ApprovalGate;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.policy.NewRollback;
import dev.holdfast.contract.operator.policy.PolicyActivation;
import dev.holdfast.contract.operator.policy.PolicyView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goes back to what was active before, in one act, without a replay and without a second person: it leads to what has had
 * both, and whoever needs it is in a hurry. Where the catalog wants two people for an activation, one alone takes back only
 * what is new, so that nobody alone walks down to a policy of long ago.
 */
@ApplicationScoped
public class RollBackPolicy {
    /** So long after an activation one person alone takes it back where two are wanted; certificates live a day. */
    static final Duration ALONE = Duration.ofDays(7);

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

    /** Returns the policy as it is then; fails with a conflict when there is no way back, or not for one alone. */
    Work<PolicyActivation> rollBack(String policy, NewRollback wanted) {
        return tx ->
                rollBack(tx, SavePolicyVersion.changeable(PolicyKey.parse(tx.catalog(), policy)), wanted.comment());
    }

    private record Way(
            String where,
            int from,
            int to,
            Instant since,
            @Nullable UUID replay) {
        Way by(@Nullable UUID newest) {
            return new Way(where, from, to, since, newest);
        }
    }

    private Uni<PolicyActivation> rollBack(Tx tx, PolicyKey key, String comment) {
        return PolicyScopes.lock(tx)
                .chain(() -> PolicyScopes.one(tx, key))
                .chain(policy -> way(tx, key, policy))
                .call(way -> requireNewOrAlone(tx, way))
                .chain(way -> replay(tx, key, way.to()).map(replay -> way.by(replay.orElse(null))))
                .call(way -> activations.turn(
                        tx, way.from(), new Activations.Turn(key, way.to(), true, way.replay(), comment)))
                .call(way -> tx.audit(tx.entry(
                                "RollBackPolicy",
                                key.text(),
                                "Went back from version %d to %s for %s. Because: %s"
                                        .formatted(
                                                way.from(),
                                                way.to() == 0 ? "no policy of its own" : "version " + way.to(),
                                                way.where(),
                                                comment))
                        .because(comment)
                        .changing("version", way.from(), way.to())))
                .chain(() -> PolicyScopes.one(tx, key))
                .map(policy -> new PolicyActivation(policy, null));
    }

    private Uni<Way> way(Tx tx, PolicyKey key, PolicyView policy) {
        int active = policy.activeVersion();
        return activations
                .newest(tx, key)
                .map(newest -> newest.filter(undone -> undone.to() != active)
                        .map(undone -> new Way(PolicyScopes.words(policy), active, undone.to(), undone.since(), null))
                        .orElseThrow(() -> ProblemException.conflict(
                                "There is nothing to go back to: nothing was active before.")));
    }

    private Uni<Void> requireNewOrAlone(Tx tx, Way way) {
        return approvals
                .demanded(tx)
                .invoke(demanded -> {
                    if (demanded.contains(ApprovalOperation.ACTIVATE_POLICY)
                            && tx.now().isAfter(way.since().plus(ALONE))) {
                        throw ProblemException.conflict("What this would take back was activated more than "
                                + ALONE.toDays() + " days ago, and this catalog wants two people. Replay "
                                + (way.to() == 0 ? "having no policy" : "version " + way.to())
                                + " and ask for its activation.");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Optional<UUID>> replay(Tx tx, PolicyKey key, int version) {
        return tx.find(NEWEST_REPLAY, row -> row.getUUID("replay_id"), tx.catalog(), key.scope(), key.id(), version);
    }
}
