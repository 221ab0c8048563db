package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.rollout.RolloutFailureKind;
import dev.holdfast.contract.operator.rollout.RolloutFailureReason;
import dev.holdfast.contract.operator.rollout.RolloutStop;
import dev.holdfast.contract.operator.rollout.RolloutView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Reads one rollout, and why devices failed in it. */
@ApplicationScoped
class FindRollouts {
    private static final int MAX_REASONS = 100;
    private static final String REASONS = """
            select f.step, f.code, count(*) as devices, max(f.at) as last from rollout_failure f
            where f.catalog_id = $1 and f.rollout_id = $2
            group by f.step, f.code order by devices desc, f.step, f.code limit $3""";
    private static final String STOP = """
            select c.rollouts_stopped_at, coalesce(c.rollouts_stopped_by, '') as stopped_by,
                coalesce(c.rollouts_stopped_reason, '') as reason
            from catalog c where c.catalog_id = $1""";

    private final Transactions transactions;

    FindRollouts(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns a rollout; fails with {@code not-found}. */
    Uni<RolloutView> one(CatalogId catalog, UUID rollout) {
        return transactions.readOnly(catalog, tx -> one(tx, rollout));
    }

    /** Returns a rollout; fails with {@code not-found}. */
    static Uni<RolloutView> one(Tx tx, UUID rollout) {
        return RolloutViews.of(tx, List.of(rollout))
                .map(found ->
                        found.stream().findFirst().orElseThrow(() -> ProblemException.notFound("Rollout " + rollout)));
    }

    /** Returns why devices failed in a rollout, the most frequent reasons first, at most {@value #MAX_REASONS}; fails with {@code not-found}. */
    Uni<List<RolloutFailureReason>> reasons(CatalogId catalog, UUID rollout) {
        return transactions.readOnly(
                catalog,
                tx -> one(tx, rollout)
                        .chain(found -> tx.list(
                                REASONS,
                                row -> new RolloutFailureReason(
                                        RolloutFailureKind.valueOf(row.getString("step")),
                                        row.getString("code"),
                                        row.getLong("devices"),
                                        Columns.instant(row, "last")),
                                catalog,
                                rollout,
                                MAX_REASONS)));
    }

    /** Returns whether all rollouts of a catalog are stopped. */
    Uni<RolloutStop> stop(CatalogId catalog) {
        return transactions.readOnly(
                catalog,
                tx -> tx.one(
                        STOP,
                        row -> new RolloutStop(
                                Columns.instantOrNull(row, "rollouts_stopped_at"),
                                row.getString("stopped_by"),
                                row.getString("reason")),
                        catalog));
    }
}
