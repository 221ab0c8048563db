package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.deployment.DeploymentRequest;
import dev.holdfast.backend.update.deployment.PreviewDeployment;
import dev.holdfast.backend.update.image.DeployedImage;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.deployment.ImageChange;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.deployment.UpdateImpact;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.rollout.ExpectedFailure;
import dev.holdfast.contract.operator.rollout.NewRollout;
import dev.holdfast.contract.operator.rollout.PhaseImpact;
import dev.holdfast.contract.operator.rollout.RolloutImpact;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Computes what a rollout would do, and changes nothing. */
@ApplicationScoped
class PreviewRollout {
    private static final String NUMBERS = """
            select count(*) filter (where d.pinned_at is not null) as pinned,
                count(*) filter (where d.attested_manifest = g.target_manifest and g.target_manifest > 0 and d.blocked_at is null)
                    as attested,
                %s as minutes
            from device_group g join device d using (catalog_id, group_id)
            where g.catalog_id = $1 and g.group_id = $2""".formatted(PreviewDeployment.contactMinutes("$3::timestamptz"));
    private static final String TAGGED = """
            select count(*) as devices from device_tag t join device d using (catalog_id, device_id)
            where t.catalog_id = $1 and d.group_id = $2 and t.tag = $3""";
    private static final String LISTED =
            "select count(*) as devices from device where catalog_id = $1 and group_id = $2 and device_id = any ($3)";

    private final Transactions transactions;

    PreviewRollout(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the effect of a new rollout; fails like {@link CreateRollout} if it is not possible. */
    Uni<RolloutImpact> of(CatalogId catalog, String product, String group, NewRollout rollout) {
        RolloutPlan plan = ProposedPlan.of(rollout);
        NewDeployment deployment = new NewDeployment(rollout.imageIds());
        return transactions.readOnly(catalog, tx -> of(tx, product, group, deployment, plan));
    }

    /**
     * Returns the effect of the start of a draft; fails with {@code not-found}, or with {@code conflict} if it has started or brings an
     * operating system.
     */
    Uni<RolloutImpact> of(CatalogId catalog, UUID id) {
        return transactions.readOnly(
                catalog,
                tx -> RolloutRows.one(tx, id).chain(rollout -> {
                    if (rollout.isOfSystem()) {
                        throw ProblemException.conflict("A rollout of the operating system has no preview.");
                    }
                    UUID deployment = rollout.deployment();
                    if (rollout.openPhases() > 0
                            || !(rollout.state() instanceof RolloutState.Abortable)
                            || deployment == null) {
                        throw ProblemException.conflict(
                                "The rollout has started or ended. Only a draft has a preview.");
                    }
                    return DeployedImage.of(tx, List.of(deployment))
                            .map(images -> new NewDeployment(images.getOrDefault(deployment, List.of()).stream()
                                    .map(ImageView::id)
                                    .toList()))
                            .chain(images -> of(tx, rollout.product(), rollout.groupName(), images, rollout.plan()));
                }));
    }

    private static Uni<RolloutImpact> of(
            Tx tx, String product, String group, NewDeployment deployment, RolloutPlan plan) {
        return PreviewDeployment.of(tx, new DeploymentRequest(product, group, null, deployment))
                .chain(update -> DeviceGroups.find(tx, product, group)
                        .call(found -> CreateRollout.requireSelectable(tx, found.id(), plan.phases()))
                        .chain(found -> phases(tx, found.id(), update.devices(), plan)
                                .chain(phases -> tx.one(
                                        NUMBERS,
                                        row -> impact(update, phases, row),
                                        tx.catalog(),
                                        found.id(),
                                        tx.now()))));
    }

    private static Uni<List<PhaseImpact>> phases(Tx tx, UUID group, long devices, RolloutPlan plan) {
        Uni<List<PhaseImpact>> phases = Uni.createFrom().item(List.<PhaseImpact>of());
        for (Phase phase : plan.phases()) {
            phases = phases.chain(before -> matching(tx, group, devices, phase.selection())
                    .map(matching -> with(before, phase.selection(), devices, matching)));
        }
        return phases;
    }

    /** Returns how many devices of a group a phase selects, without those of earlier phases that it includes. */
    private static Uni<Long> matching(Tx tx, UUID group, long devices, Selection selection) {
        return switch (selection) {
            case Selection.Percent percent -> Uni.createFrom().item(percent.devices(devices));
            case Selection.Count(int count) -> Uni.createFrom().item(Math.min(count, devices));
            case Selection.Tagged(String tag) -> count(tx, TAGGED, group, tag);
            case Selection.Listed(List<DeviceId> listed) -> count(tx, LISTED, group, Columns.devices(listed));
        };
    }

    private static Uni<Long> count(Tx tx, String query, UUID group, Object selection) {
        return tx.one(query, row -> row.getLong("devices"), tx.catalog(), group, selection);
    }

    private static List<PhaseImpact> with(List<PhaseImpact> before, Selection selection, long devices, long matching) {
        long open = before.isEmpty() ? 0 : before.getLast().devices();
        long all = switch (selection) {
            case Selection.Percent _, Selection.Count _ -> Math.max(open, matching);
            case Selection.Tagged _, Selection.Listed _ -> Math.min(devices, open + matching);
        };
        return Stream.concat(before.stream(), Stream.of(new PhaseImpact(before.size() + 1, all, all - open)))
                .toList();
    }

    private static RolloutImpact impact(UpdateImpact update, List<PhaseImpact> phases, Row row) {
        return new RolloutImpact(
                update,
                row.getLong("pinned"),
                row.getLong("minutes"),
                phases,
                replaced(update)
                        .filter(change -> rise(change) < 0)
                        .map(change -> lower(change, row.getLong("attested")))
                        .toList(),
                warnings(update));
    }

    /** A device refuses an image whose security version is below its anti-rollback fuse. */
    private static ExpectedFailure lower(ImageChange change, long attested) {
        return new ExpectedFailure("image-rolled-back", "The security version " + versions(change) + ".", attested);
    }

    private static List<String> warnings(UpdateImpact update) {
        List<String> warnings = new ArrayList<>(replaced(update)
                .filter(change -> rise(change) > 0)
                .map(change -> "A device that has confirmed the images cannot be rolled back: the security version "
                        + versions(change) + ".")
                .toList());
        if (update.changes().isEmpty()) {
            warnings.add("The images are already deployed.");
        }
        return warnings;
    }

    private static Stream<ImageChange> replaced(UpdateImpact update) {
        return update.changes().stream().filter(change -> change.before() != null && change.after() != null);
    }

    private static long rise(ImageChange change) {
        ImageView before = change.before();
        ImageView after = change.after();
        return before == null || after == null ? 0 : after.securityVersion() - before.securityVersion();
    }

    private static String versions(ImageChange change) {
        ImageView before = change.before();
        ImageView after = change.after();
        return before == null || after == null
                ? ""
                : "of " + after.name() + " changes from " + before.securityVersion() + " to " + after.securityVersion();
    }
}
