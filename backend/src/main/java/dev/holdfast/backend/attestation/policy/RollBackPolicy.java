package dev.holdfast.backend.attestation.policy;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.policy.NewRollback;
import dev.holdfast.contract.operator.policy.PolicyActivation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Goes back to what was active before, in one act: it needs neither a replay nor a second person, because it leads to what
 * has had both, and because whoever needs it is in a hurry.
 */
@ApplicationScoped
public class RollBackPolicy {
    private static final String NEWEST_REPLAY = """
            select replay_id from policy_replay
            where catalog_id = $1 and scope = $2 and scope_id = $3 and version = $4 and state = 'FINISHED'
            order by finished_at desc limit 1""";

    private final Transactions transactions;
    private final Activations activations;
    private final AuditLog audit;
    private final Clock clock;

    RollBackPolicy(Transactions transactions, Activations activations, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.activations = activations;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the policy as it is then; fails with a conflict when there is no way back. */
    public Uni<PolicyActivation> rollBack(Caller caller, CatalogId catalog, String key, NewRollback wanted) {
        return Uni.createFrom()
                .item(() -> SavePolicyVersion.changeable(PolicyKey.parse(catalog, key)))
                .invoke(() -> new Checks()
                        .line("comment", wanted.comment(), 1, SavePolicyVersion.MAX_COMMENT)
                        .done())
                .chain(policy -> transactions.sqlInCatalog(
                        catalog, sql -> rollBack(sql, caller, catalog, policy, wanted.comment())));
    }

    private record Way(int from, int to) {}

    private Uni<PolicyActivation> rollBack(Sql sql, Caller caller, CatalogId catalog, PolicyKey key, String comment) {
        return PolicyScopes.lock(sql, catalog)
                .chain(() -> PolicyScopes.one(sql, catalog, clock.instant(), key))
                .chain(() -> way(sql, catalog, key))
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
                        caller.name(),
                        "RollBackPolicy",
                        key.text(),
                        "Went back from version %d to %s. Because: %s"
                                .formatted(
                                        way.from(),
                                        way.to() == 0 ? "no policy of its own" : "version " + way.to(),
                                        comment)))
                .chain(() -> PolicyScopes.one(sql, catalog, clock.instant(), key))
                .map(policy -> new PolicyActivation(policy, null));
    }

    private Uni<Way> way(Sql sql, CatalogId catalog, PolicyKey key) {
        return activations
                .active(sql, catalog, key)
                .chain(active -> activations
                        .before(sql, catalog, key)
                        .map(before -> new Way(
                                active,
                                before.filter(version -> version != active.intValue())
                                        .orElseThrow(() -> ProblemException.conflict(
                                                "There is nothing to go back to: nothing was active before.")))));
    }

    private static Uni<Optional<UUID>> replay(Sql sql, CatalogId catalog, PolicyKey key, int version) {
        return sql.find(NEWEST_REPLAY, row -> row.getUUID("replay_id"), catalog, key.scope(), key.id(), version);
    }
}
