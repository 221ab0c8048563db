package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.approval.Approvals;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.policy.NewRollback;
import dev.holdfast.contract.operator.policy.PolicyActivation;
import dev.holdfast.contract.operator.policy.PolicyView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

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

    private final Transactions transactions;
    private final Activations activations;
    private final Approvals approvals;
    private final AuditLog audit;
    private final Clock clock;

    RollBackPolicy(
            Transactions transactions, Activations activations, Approvals approvals, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.activations = activations;
        this.approvals = approvals;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the policy as it is then; fails with a conflict when there is no way back, or not for one alone. */
    public Uni<PolicyActivation> rollBack(Caller caller, CatalogId catalog, String key, NewRollback wanted) {
        return Uni.createFrom()
                .item(() -> SavePolicyVersion.changeable(PolicyKey.parse(catalog, key)))
                .invoke(() -> new Checks()
                        .line("comment", wanted.comment(), 1, Reason.MAX_COMMENT)
                        .done())
                .chain(policy -> transactions.inCatalog(
                        catalog, sql -> rollBack(sql, caller, catalog, policy, wanted.comment())));
    }

    private record Way(String where, int from, int to, Instant since) {}

    private Uni<PolicyActivation> rollBack(Sql sql, Caller caller, CatalogId catalog, PolicyKey key, String comment) {
        return PolicyScopes.lock(sql, catalog)
                .chain(() -> PolicyScopes.one(sql, catalog, clock.instant(), key))
                .chain(policy -> way(sql, catalog, key, policy))
                .call(way -> requireNewOrAlone(sql, catalog, way))
                .call(way -> replay(sql, catalog, key, way.to())
                        .chain(replay -> activations.turn(
                                sql,
                                catalog,
                                way.from(),
                                new Activations.Turn(
                                        key, way.to(), true, caller.name(), null, replay.orElse(null), comment))))
                .call(way -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        caller.name(),
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
                .chain(() -> PolicyScopes.one(sql, catalog, clock.instant(), key))
                .map(policy -> new PolicyActivation(policy, null));
    }

    private Uni<Way> way(Sql sql, CatalogId catalog, PolicyKey key, PolicyView policy) {
        int active = policy.activeVersion();
        return activations
                .newest(sql, catalog, key)
                .map(newest -> newest.filter(undone -> undone.to() != active)
                        .map(undone -> new Way(PolicyScopes.words(policy), active, undone.to(), undone.since()))
                        .orElseThrow(() -> ProblemException.conflict(
                                "There is nothing to go back to: nothing was active before.")));
    }

    private Uni<Void> requireNewOrAlone(Sql sql, CatalogId catalog, Way way) {
        return approvals
                .required(sql, catalog, ApprovalAct.ACTIVATE_POLICY)
                .invoke(two -> {
                    if (two && clock.instant().isAfter(way.since().plus(ALONE))) {
                        throw ProblemException.conflict("What this would take back was activated more than "
                                + ALONE.toDays() + " days ago, and this catalog wants two people. Replay "
                                + (way.to() == 0 ? "having no policy" : "version " + way.to())
                                + " and ask for its activation.");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Optional<UUID>> replay(Sql sql, CatalogId catalog, PolicyKey key, int version) {
        return sql.find(NEWEST_REPLAY, row -> row.getUUID("replay_id"), catalog, key.scope(), key.id(), version);
    }
}
