package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.update.deployment.DeploymentRequest;
import dev.holdfast.backend.update.deployment.PreviewDeployment;
import dev.holdfast.backend.update.image.DeployedImage;
import dev.holdfast.backend.update.impact.PreviewTargets;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.deployment.UpdateImpact;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.product.TargetImpact;
import dev.holdfast.contract.operator.rollout.NewRollout;
import dev.holdfast.contract.operator.rollout.PhaseImpact;
import dev.holdfast.contract.operator.rollout.RolloutImpact;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Computes what a rollout would do, and changes nothing. */
@ApplicationScoped
class PreviewRollout {
    private static final String TAGGED = """
            select count(*) as devices from device_tag t join device d using (catalog_id, device_id)
            where t.catalog_id = $1 and d.group_id = $2 and t.tag = $3""";
    private static final String LISTED =
            "select count(*) as devices from device where catalog_id = $1 and group_id = $2 and device_id = any ($3)";

    private static final String SYSTEM_KNOWN = "No device would get another operating system.";

    private final Transactions transactions;
    private final DefaultPlans plans;

    PreviewRollout(Transactions transactions, DefaultPlans plans) {
        this.transactions = transactions;
        this.plans = plans;
    }

    /** Returns the effect of a new rollout; fails like {@link CreateRollout} if it is not possible. */
    Uni<RolloutImpact> of(CatalogId catalog, String product, String group, NewRollout rollout) {
        RolloutPlan plan = ProposedPlan.of(rollout);
        NewDeployment deployment = new NewDeployment(rollout.imageIds());
        return transactions.readOnly(catalog, tx -> ofImages(tx, product, group, deployment, plan));
    }

    /**
     * Returns the effect of the start of a draft, or of an aborted rollout of the operating system again. Fails with {@code not-found}, or
     * with {@code conflict} if the rollout has started, or if the group's OS feed does not offer its releases.
     */
    Uni<RolloutImpact> of(CatalogId catalog, UUID id) {
        return transactions.readOnly(
                catalog,
                tx -> RolloutRows.one(tx, id)
                        .invoke(PreviewRollout::requireStartable)
                        .chain(rollout -> {
                            UUID deployment = rollout.deployment();
                            return deployment == null
                                    ? ofSystem(tx, rollout)
                                    : DeployedImage.of(tx, List.of(deployment))
                                            .map(images -> new NewDeployment(
                                                    images.getOrDefault(deployment, List.of()).stream()
                                                            .map(ImageView::id)
                                                            .toList()))
                                            .chain(images -> ofImages(
                                                    tx,
                                                    rollout.product(),
                                                    rollout.groupName(),
                                                    images,
                                                    rollout.plan()));
                        }));
    }

    private static void requireStartable(Rollout rollout) {
        boolean started = rollout.openPhases() > 0 || !(rollout.state() instanceof RolloutState.Abortable);
        boolean deleted = rollout.deployment() == null && !rollout.isOfSystem();
        if ((started || deleted) && !StartRollout.isAbortedSystem(rollout)) {
            throw ProblemException.conflict("The rollout has started or ended. Only a draft has a preview.");
        }
    }

    private static Uni<RolloutImpact> ofImages(
            Tx tx, String product, String group, NewDeployment deployment, RolloutPlan plan) {
        return new DeploymentRequest(product, group, null, deployment)
                .target(tx, false)
                .call(target ->
                        CreateRollout.requireSelectable(tx, target.group().id(), plan.phases()))
                .chain(target -> PreviewTargets.ofRollout(
                                tx, target.group(), List.of(), target.images(), plan.emergency())
                        .chain(software -> PreviewDeployment.of(
                                        tx, target.group().id(), target.images(), software.heldByPolicy())
                                .chain(update ->
                                        impact(tx, target.group(), plan, update, software, warnings(update)))));
    }

    private Uni<RolloutImpact> ofSystem(Tx tx, Rollout rollout) {
        return StartRollout.releases(tx, rollout)
                .chain(releases -> DeviceGroups.find(tx, rollout.product(), rollout.groupName())
                        .chain(group -> plan(tx, rollout).chain(plan -> ofSystem(tx, group, releases, plan))));
    }

    private static Uni<RolloutImpact> ofSystem(Tx tx, GroupRef group, List<UUID> releases, RolloutPlan plan) {
        return PreviewTargets.ofRollout(tx, group, releases, List.of(), plan.emergency())
                .chain(software -> PreviewDeployment.of(tx, group.id(), List.of(), software.heldByPolicy())
                        .map(counted -> new UpdateImpact(
                                counted.devices(),
                                counted.blocked(),
                                counted.offline(),
                                counted.held(),
                                counted.heldByPolicy(),
                                List.of(),
                                software.bytes()))
                        .chain(update -> impact(
                                tx,
                                group,
                                plan,
                                update,
                                software,
                                List.of(software.changes().isEmpty() ? SYSTEM_KNOWN : RollBackWarnings.SYSTEM))));
    }

    /** Returns the phases of a start. A rollout that starts again has the default ones of the group. */
    private Uni<RolloutPlan> plan(Tx tx, Rollout rollout) {
        return StartRollout.isAbortedSystem(rollout)
                ? plans.of(tx, rollout.group()).map(DefaultPlans::plan)
                : Uni.createFrom().item(rollout.plan());
    }

    private static Uni<RolloutImpact> impact(
            Tx tx,
            GroupRef group,
            RolloutPlan plan,
            UpdateImpact update,
            TargetImpact software,
            List<String> warnings) {
        return phases(tx, group.id(), update.devices(), plan)
                .map(phases -> new RolloutImpact(
                        update,
                        software.pinned(),
                        software.contactMinutes(),
                        phases,
                        software.changes(),
                        software.willFail(),
                        Stream.concat(warnings.stream(), LateHaltRules.warnings(plan.rules(), phases).stream())
                                .toList()));
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

    private static List<String> warnings(UpdateImpact update) {
        return update.changes().isEmpty()
                ? List.of("The images are already deployed.")
                : RollBackWarnings.of(update.changes());
    }
}
