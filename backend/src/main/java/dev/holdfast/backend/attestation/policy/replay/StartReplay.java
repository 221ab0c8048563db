package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.policy.AppliedPolicy;
import dev.holdfast.backend.attestation.policy.PolicyKey;
import dev.holdfast.backend.attestation.policy.ReplayBasis;
import dev.holdfast.backend.attestation.policy.ReplayGate;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.policy.NewReplay;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts and cancels replays, which the backends run in the background. */
@ApplicationScoped
public class StartReplay {
    private static final int DEFAULT_DAYS = 7;
    private static final int MAX_RUNNING = 4;
    private static final int KEPT_LISTS = 20;
    private static final String RUNNING = """
            select count(*) as running, count(*) filter (where scope = $2 and scope_id = $3) as of_scope
            from policy_replay where catalog_id = $1 and state = 'RUNNING'""";
    // Counts are kept forever, lists of devices only for the newest reports.
    private static final String DELETE_OLD_CHANGES = """
            delete from policy_replay_change where catalog_id = $1 and replay_id in (
                select replay_id from policy_replay where catalog_id = $1 and scope = $2 and scope_id = $3
                order by started_at desc offset $4)""";
    // leased_until is the start time ($7), so that any backend takes the replay at once.
    private static final String START = """
            insert into policy_replay (catalog_id, replay_id, scope, scope_id, version, state, started_by, started_at,
                from_time, policy_revision, reference_revision, os_revision, compared_scope, compared_scope_id, compared_version,
                candidate_scope, candidate_scope_id, candidate_version, devices_total, leased_until)
            values ($1, $2, $3, $4, $5, 'RUNNING', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $7)""";

    private final Commands commands;
    private final ListReplays listReplays;
    private final ReplayRecords records;

    StartReplay(Commands commands, ListReplays listReplays, ReplayRecords records) {
        this.commands = commands;
        this.listReplays = listReplays;
        this.records = records;
    }

    /** Starts a replay; fails with {@code conflict} if the version is active, a replay of the policy runs, or the catalog runs too many. */
    public Uni<ReplayView> start(String key, int version, NewReplay request) {
        int days = Objects.requireNonNullElse(request.days(), DEFAULT_DAYS);
        UUID id = UUID.randomUUID();
        return commands.run(tx -> tx.alone("replays " + tx.catalog())
                .chain(() -> ReplayBasis.of(tx, key, version))
                .call(basis -> requireRoom(tx, basis.key()))
                .chain(basis -> write(tx, id, basis, days))
                .chain(() -> listReplays.one(tx, id)));
    }

    private static Uni<Void> requireRoom(Tx tx, PolicyKey key) {
        return tx.one(
                        RUNNING,
                        row -> new long[] {row.getLong("running"), row.getLong("of_scope")},
                        tx.catalog(),
                        key.scope(),
                        key.id())
                .invoke(running -> {
                    if (running[1] > 0) {
                        throw ProblemException.conflict(
                                "A replay of this policy is already running. Wait for its report or cancel it.");
                    }
                    if (running[0] >= MAX_RUNNING) {
                        throw ProblemException.conflict("This catalog has " + MAX_RUNNING
                                + " running replays, which is the limit. Wait for one to finish, or cancel one.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> write(Tx tx, UUID id, ReplayBasis basis, int days) {
        Instant now = tx.now();
        PolicyKey key = basis.key();
        return ReplayGate.now(tx)
                .chain(revisions -> ReplayedDevices.count(tx, key)
                        .chain(devices -> tx.update(
                                START,
                                tx.catalog(),
                                id,
                                key.scope(),
                                key.id(),
                                basis.version(),
                                tx.actor().name(),
                                now,
                                now.minus(Duration.ofDays(days)),
                                revisions.policies(),
                                revisions.referenceValues(),
                                revisions.releases(),
                                scope(basis.compared()),
                                basis.compared().key().id(),
                                basis.compared().version(),
                                scope(basis.candidate()),
                                basis.candidate().key().id(),
                                basis.candidate().version(),
                                devices)))
                .chain(() -> tx.update(DELETE_OLD_CHANGES, tx.catalog(), key.scope(), key.id(), KEPT_LISTS))
                .chain(() -> tx.audit(tx.entry(
                        "StartReplay",
                        key.text(),
                        "Started a replay of %s over the evidence of %d days."
                                .formatted(
                                        basis.version() == 0 ? "removing the policy" : "version " + basis.version(),
                                        days))));
    }

    private static @Nullable String scope(AppliedPolicy policy) {
        return policy.key().scope() == PolicyScope.SHIPPED
                ? null
                : policy.key().scope().name();
    }

    /** Cancels a running replay; has no effect on one that has ended. */
    public Uni<ReplayView> cancel(UUID replay) {
        return commands.run(tx -> listReplays
                .one(tx, replay)
                .call(view -> view.state() == ReplayState.RUNNING
                        ? records.end(tx, replay, ReplayState.CANCELLED, null)
                                .chain(() -> tx.audit(tx.entry(
                                        "CancelReplay",
                                        view.policy(),
                                        "Cancelled a replay after " + view.devicesDone() + " of " + view.devicesTotal()
                                                + " devices.")))
                        : Uni.createFrom().voidItem())
                .chain(() -> listReplays.one(tx, replay)));
    }
}
