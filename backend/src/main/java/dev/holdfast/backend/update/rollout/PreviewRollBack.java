package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.rollout.RolloutState.Started;
import dev.holdfast.contract.operator.rollout.ExpectedFailure;
import dev.holdfast.contract.operator.rollout.RollBackImpact;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.UUID;

/** Computes what the rollback of a rollout would do, and changes nothing. */
record PreviewRollBack(Transactions transactions) {
    // A device refuses images below its anti-rollback fuse, which only newer images burn.
    private static final String FORBIDDEN = """
            select i.name, i.security_version, count(*) as devices
            from deployment_image x join image i using (catalog_id, image_id)
            join device d on d.catalog_id = x.catalog_id and d.rollout_id = $3
            join attested_version a on a.catalog_id = d.catalog_id and a.device_id = d.device_id
            where x.catalog_id = $1 and x.deployment_id = $2
              and jsonb_typeof(a.security_versions -> i.component_id::text) = 'array'
              and (a.security_versions -> i.component_id::text ->> 1)::bigint > i.security_version
            group by i.image_id, i.name, i.security_version
            order by i.name""";
    static final String INSTALLED_STEPS = "('INSTALLED', 'CONFIRMED', 'ATTESTED', 'NOT_ATTESTED', 'SILENT')";

    private static final String INSTALLED = """
            select count(*) as devices, count(*) filter (where unreachable) as unreachable from device
            where catalog_id = $1 and rollout_id = $2 and rollout_step in %s""".formatted(INSTALLED_STEPS);
    private static final String CURRENT = """
            select deployment_id from deployment
            where catalog_id = $1 and group_id = $2 and current_since is not null and superseded_at is null""";

    /** Returns the effect; fails like {@link RollBackRollout}, except if fuses forbid the earlier images. */
    Uni<RollBackImpact> of(CatalogId catalog, UUID id) {
        return transactions.readOnly(
                catalog,
                tx -> RolloutRows.one(tx, id)
                        .invoke(rollout -> rollout.in(Started.class, "rolled back"))
                        .chain(rollout -> earlier(tx, rollout)
                                .chain(deployment -> forbidden(tx, rollout, deployment))
                                .chain(failing ->
                                        tx.one(INSTALLED, row -> impact(row, failing), tx.catalog(), rollout.id()))));
    }

    /**
     * Returns the deployment to which a rollback leads; fails with {@code conflict} if the rollout brings an operating system, or if the
     * group had no deployment before.
     */
    static Uni<UUID> earlier(Tx tx, Rollout rollout) {
        if (rollout.isOfSystem()) {
            throw ProblemException.conflict(
                    "An operating system cannot be rolled back: devices refuse a release with a lower security version."
                            + " Abort the rollout and release a corrected operating system.");
        }
        return tx.find(CURRENT, row -> row.getUUID("deployment_id"), tx.catalog(), rollout.group())
                .map(found -> found.orElseThrow(() -> ProblemException.conflict("Device group " + rollout.title()
                        + " had no deployment before the rollout. Abort the rollout and deploy other images.")));
    }

    /** Returns the devices of a rollout whose fuse forbids an image of an earlier deployment, by image. */
    static Uni<List<ExpectedFailure>> forbidden(Tx tx, Rollout rollout, UUID deployment) {
        return tx.list(FORBIDDEN, PreviewRollBack::failure, tx.catalog(), deployment, rollout.id());
    }

    private static ExpectedFailure failure(Row row) {
        return new ExpectedFailure(
                "image-rolled-back",
                "The security version " + row.getLong("security_version") + " of the previous image "
                        + row.getString("name") + " is below their fuse.",
                row.getLong("devices"));
    }

    private static RollBackImpact impact(Row row, List<ExpectedFailure> failing) {
        return new RollBackImpact(row.getLong("devices"), row.getLong("unreachable"), failing);
    }
}
