package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.manifest.ManifestSigner;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a deployment, its signed manifest sets, the group's new target, the event and the audit entry. */
@ApplicationScoped
class DeploymentRecords {
    private static final String SET_TARGET = """
            update device_group set target_manifest = $3
            where catalog_id = $1 and group_id = $2 and target_manifest < $3""";
    private static final String BEFORE = """
            select d.manifest_version, array(
                select i.image_id::text from deployment_image i
                where i.catalog_id = d.catalog_id and i.deployment_id = d.deployment_id order by i.position) as images
            from deployment d
            where d.catalog_id = $1 and d.group_id = $2 and d.current_since is not null and d.superseded_at is null""";
    private static final String ADD = """
            insert into deployment (catalog_id, deployment_id, group_id, manifest_version, created_at, created_by, current_since)
            values ($1, $2, $3, $4, $5, $6, $5)""";
    // FOR KEY SHARE waits for a deletion of an image in progress, and then leaves the image out.
    private static final String ADD_IMAGES = """
            insert into deployment_image (catalog_id, deployment_id, position, image_id)
            select $1, $2, i.position, i.image_id from unnest($3::uuid[]) with ordinality as i(image_id, position)
            join image g on g.catalog_id = $1 and g.image_id = i.image_id and g.deleted_at is null
            for key share of g""";

    private final ManifestSigner signer;

    DeploymentRecords(ManifestSigner signer) {
        this.signer = signer;
    }

    /** Writes the deployment; fails with {@code conflict} if the group has newer sets or an image was deleted. */
    Uni<Void> write(Tx tx, StartDeployment.Deployment plan, ManifestSigner.Signed set) {
        return tx.update(SET_TARGET, tx.catalog(), plan.group().id(), plan.version())
                .invoke(DeploymentRecords::requireNewest)
                .call(() -> RolloutConflicts.requireNone(tx, plan.group()))
                .chain(() ->
                        tx.find(BEFORE, row -> row, tx.catalog(), plan.group().id()))
                .call(() -> SupersededDeployment.ofGroup(tx, plan.group().id()))
                .call(() -> add(tx, plan))
                .call(() -> signer.store(tx, plan.group().id(), set))
                .chain(before -> tx.audit(entry(tx, plan, before), event(plan)));
    }

    private static AuditEntry entry(Tx tx, StartDeployment.Deployment plan, Optional<Row> before) {
        return tx.entry("StartDeployment", plan.group().title(), sentence(plan))
                .because(plan.reason())
                .changing(
                        "images",
                        before.map(row -> List.of(row.getArrayOfStrings("images")))
                                .orElse(null),
                        plan.images().stream().map(image -> image.id().text()).toList())
                .changing(
                        "manifestVersion",
                        before.map(row -> row.getLong("manifest_version")).orElse(null),
                        plan.version());
    }

    private static void requireNewest(int groups) {
        if (groups == 0) {
            throw ProblemException.outdated("The group's software changed at the same time. Try again.");
        }
    }

    private static void requireAll(StartDeployment.Deployment plan, int added) {
        if (added < plan.images().size()) {
            throw ProblemException.conflict("Someone deleted an image of the deployment at the same time.");
        }
    }

    private static Uni<Integer> add(Tx tx, StartDeployment.Deployment plan) {
        return tx.update(
                        ADD,
                        tx.catalog(),
                        plan.id(),
                        plan.group().id(),
                        plan.version(),
                        tx.now(),
                        tx.actor().name())
                .chain(() -> tx.update(
                        ADD_IMAGES,
                        tx.catalog(),
                        plan.id(),
                        Columns.guids(plan.images(), image -> image.id().value())))
                .invoke(added -> requireAll(plan, added));
    }

    private static Event event(StartDeployment.Deployment plan) {
        return Event.of(
                        "DeploymentStarted",
                        plan.id().toString(),
                        Map.of("group", plan.group().title(), "manifestVersion", plan.version()))
                .invalidating(Change.of(plan.group().id()));
    }

    private static String sentence(StartDeployment.Deployment plan) {
        return plan.images().stream()
                .map(ImageView::name)
                .collect(Collectors.joining(", ", "Deployed ", " as manifest version " + plan.version() + "."));
    }
}
