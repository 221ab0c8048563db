package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.update.deployment.DeploymentRequest;
import dev.holdfast.backend.update.deployment.RolloutConflicts;
import dev.holdfast.backend.update.feed.ListReleases;
import dev.holdfast.backend.update.image.DeployedImage;
import dev.holdfast.backend.update.rollout.RolloutState.Aborted;
import dev.holdfast.backend.update.rollout.RolloutState.Startable;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Starts a draft, now or at its start time, or an aborted rollout of the operating system again, as a new rollout. A group has at most one
 * active rollout.
 */
@ApplicationScoped
class StartRollout implements DirectCommand<StartRollout.Request, UUID> {
    private static final String SET_PREVIOUS = """
            update rollout r set previous_deployment_id = (
                select d.deployment_id from deployment d
                where d.catalog_id = r.catalog_id and d.group_id = r.group_id and d.current_since is not null and d.superseded_at is null)
            where r.catalog_id = $1 and r.rollout_id = $2""";
    private static final String OFFERED = """
            select o.release_id
            from device_group g join os_offer o on o.feed = g.os_feed_type
            where g.catalog_id = $1 and g.group_id = $2 and o.release_id = any ($3::uuid[]) order by o.part""";

    private final SystemDrafts drafts;

    StartRollout(SystemDrafts drafts) {
        this.drafts = drafts;
    }

    /** Request to start a rollout. */
    record Request(UUID rollout) {}

    @Override
    public String name() {
        return "StartRollout";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return RolloutApproval.OPERATIONS;
    }

    @Override
    public Uni<Boolean> alwaysNeedsApproval(Tx tx, Request request) {
        return RolloutApproval.isRequiredByGroup(tx, request.rollout());
    }

    @Override
    public Uni<Plan> plan(Tx tx, Request request) {
        return RolloutRows.one(tx, request.rollout())
                .invoke(StartRollout::requireStartable)
                .call(rollout -> RolloutConflicts.requireNone(tx, rollout.group(), rollout.title()))
                .chain(rollout -> images(tx, rollout)
                        .chain(images -> RolloutApproval.plan(
                                tx,
                                rollout,
                                "Start the rollout of " + names(images) + " to " + rollout.title() + ".",
                                rollout.reason(),
                                request,
                                Uni.createFrom().deferred(() -> StartEffect.of(tx, rollout, images)))));
    }

    /** Fails if the rollout is neither a draft nor an aborted rollout of the operating system. */
    private static void requireStartable(Rollout rollout) {
        if (!isAbortedSystem(rollout)) {
            rollout.in(Startable.class, "started");
        }
    }

    static boolean isAbortedSystem(Rollout rollout) {
        return rollout.isOfSystem() && rollout.state() instanceof Aborted;
    }

    /** Returns the images that a rollout brings. */
    static Uni<List<ImageView>> images(Tx tx, Rollout rollout) {
        List<UUID> sources = rollout.deployment() == null ? rollout.releases() : List.of(rollout.deployment());
        return (rollout.isOfSystem() ? ListReleases.images(tx, sources) : DeployedImage.of(tx, sources))
                .map(images -> images.values().stream().flatMap(List::stream).toList());
    }

    private static String names(List<ImageView> images) {
        return String.join(", ", images.stream().map(ImageView::name).toList());
    }

    /**
     * Fails with {@code conflict} if the group has an active rollout, if the catalog's rollouts are stopped, or if the group's OS feed no
     * longer offers the releases of the rollout.
     */
    @Override
    public Uni<UUID> perform(Tx tx, Request request) {
        return RolloutRows.one(tx, request.rollout())
                .chain(found -> DeviceGroups.lock(tx, found.product(), found.groupName()))
                .chain(group -> RolloutConflicts.requireAllowed(tx)
                        .chain(() -> RolloutConflicts.requireNone(tx, group.id(), group.title())))
                .chain(() -> RolloutRows.locked(tx, request.rollout()))
                .chain(rollout -> draft(tx, rollout))
                .chain(rollout -> start(tx, rollout, rollout.in(Startable.class, "started")));
    }

    /** Returns a new draft with the releases of an aborted rollout that the feed still offers; the rollout itself if it is a draft. */
    private Uni<Rollout> draft(Tx tx, Rollout rollout) {
        return isAbortedSystem(rollout)
                ? releases(tx, rollout)
                        .chain(releases -> drafts.bring(tx, rollout.group(), releases))
                        .chain(id -> RolloutRows.locked(tx, id))
                : Uni.createFrom().item(rollout);
    }

    /**
     * Returns the releases that the start of a rollout of the operating system brings: of an aborted one, those that the group's OS feed still
     * offers. Fails with {@code conflict} if the feed offers none, or not all of a draft.
     */
    static Uni<List<UUID>> releases(Tx tx, Rollout rollout) {
        return tx.list(
                        OFFERED,
                        row -> row.getUUID("release_id"),
                        tx.catalog(),
                        rollout.group(),
                        Columns.guids(rollout.releases(), release -> release))
                .invoke(offered -> {
                    boolean all = offered.size() == rollout.releases().size();
                    if (offered.isEmpty() || (!all && !isAbortedSystem(rollout))) {
                        throw ProblemException.conflict(
                                "The OS feed of " + rollout.title()
                                        + " no longer offers the operating system of this rollout. Start the rollout of the newer one.");
                    }
                });
    }

    private static Uni<UUID> start(Tx tx, Rollout rollout, Startable draft) {
        Instant wanted = Objects.requireNonNullElse(rollout.startAt(), tx.now());
        RolloutState next = draft.schedule(wanted.isBefore(tx.now()) ? tx.now() : wanted);
        return images(tx, rollout)
                .call(images -> rollout.isOfSystem()
                        ? releases(tx, rollout).replaceWithVoid()
                        : new DeploymentRequest(
                                        rollout.product(),
                                        rollout.groupName(),
                                        rollout.group(),
                                        new NewDeployment(images.stream()
                                                .map(ImageView::id)
                                                .toList()))
                                .target(tx, false)
                                .replaceWithVoid())
                .call(() -> tx.update(SET_PREVIOUS, tx.catalog(), rollout.id()))
                .call(() -> RolloutRecords.become(tx, rollout, next))
                .chain(images -> tx.audit(
                        RolloutRecords.entry(
                                tx,
                                "StartRollout",
                                rollout,
                                next,
                                rollout.reason(),
                                "Started the rollout of " + names(images) + "."),
                        RolloutRecords.event("RolloutStarted", rollout, Map.of("images", names(images)))))
                .replaceWith(rollout.id());
    }
}
