package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.operator.rollout.NewRollout;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Drafts of rollouts of the operating system, in the default phases of the group. A group has at most one. */
@ApplicationScoped
class SystemDrafts {
    private static final String ADD = """
            insert into rollout (catalog_id, rollout_id, group_id, releases, state, state_since, seed, rules, attest_within, silent_after,
                reason, created_at, created_by)
            values ($1, $2, $3, $4, 'DRAFT', $5, $6, $7::jsonb, make_interval(hours => $8), make_interval(hours => $8), $9, $5, $10)""";
    private static final String DRAFT = """
            select rollout_id from rollout
            where catalog_id = $1 and group_id = $2 and state = 'DRAFT' and cardinality(releases) > 0
            order by created_at desc limit 1""";
    private static final String REPLACE = """
            update rollout set releases = $4, revision = revision + 1 where catalog_id = $1 and rollout_id = $2 and revision = $3""";
    private static final String REASON = "The OS feed of the group offers a new release.";

    /** Seeds of different rollouts differ, so that a device is not always among the first. */
    private final SecureRandom random = new SecureRandom();

    private final DefaultPlans plans;

    SystemDrafts(DefaultPlans plans) {
        this.plans = plans;
    }

    /** Makes the draft of a locked group bring these releases: a new draft, or the one that it has. Returns its ID. */
    Uni<UUID> bring(Tx tx, UUID group, List<UUID> releases) {
        return tx.find(DRAFT, row -> row.getUUID("rollout_id"), tx.catalog(), group)
                .chain(draft -> draft.isEmpty()
                        ? add(tx, group, releases)
                        : RolloutRows.locked(tx, draft.get())
                                .chain(rollout -> replace(tx, rollout, releases))
                                .replaceWith(draft.get()));
    }

    private Uni<UUID> add(Tx tx, UUID group, List<UUID> releases) {
        UUID id = UUID.randomUUID();
        return plans.of(tx, group)
                .map(DefaultPlans::plan)
                .call(plan -> tx.update(
                        ADD,
                        tx.catalog(),
                        id,
                        group,
                        Columns.guids(releases, release -> release),
                        tx.now(),
                        random.nextInt(Member.BUCKETS),
                        StoredHalt.of(plan.rules()),
                        NewRollout.DEFAULT_HOURS,
                        REASON,
                        tx.actor().name()))
                .call(plan -> RolloutRecords.addPhases(tx, id, plan))
                .call(() -> CreateRollout.record(tx, id))
                .replaceWith(id);
    }

    private static Uni<Void> replace(Tx tx, Rollout rollout, List<UUID> releases) {
        return tx.update(
                        REPLACE,
                        tx.catalog(),
                        rollout.id(),
                        rollout.revision(),
                        Columns.guids(releases, release -> release))
                .invoke(RolloutRecords::requireNewest)
                .chain(() -> tx.audit(
                        tx.entry(
                                        "ReplaceDraft",
                                        rollout.title(),
                                        "Replaced the operating system of the draft by a newer release.")
                                .because(REASON)
                                .changing("releases", texts(rollout.releases()), texts(releases))
                                .changing("rollout", null, rollout.id().toString()),
                        RolloutRecords.event("RolloutChanged", rollout, Map.of("reason", REASON))));
    }

    private static List<String> texts(List<UUID> releases) {
        return releases.stream().map(UUID::toString).toList();
    }
}
