package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.backend.update.deployment.DeploymentRequest;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.rollout.NewRollout;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Creates the draft of a rollout. A draft changes nothing for devices. */
@ApplicationScoped
class CreateRollout {
    private static final String ADD_DEPLOYMENT = """
            insert into deployment (catalog_id, deployment_id, group_id, manifest_version, created_at, created_by)
            values ($1, $2, $3, 0, $4, $5)""";
    // FOR KEY SHARE waits for a deletion of an image in progress, and then leaves the image out.
    private static final String ADD_IMAGES = """
            insert into deployment_image (catalog_id, deployment_id, position, image_id)
            select $1, $2, i.position, i.image_id from unnest($3::uuid[]) with ordinality as i(image_id, position)
            join image g on g.catalog_id = $1 and g.image_id = i.image_id and g.deleted_at is null
            for key share of g""";
    private static final String ADD = """
            insert into rollout (catalog_id, rollout_id, group_id, deployment_id, state, state_since, seed, rules, max_in_flight,
                attest_within, silent_after, emergency, start_at, reason, created_at, created_by)
            values ($1, $2, $3, $4, 'DRAFT', $5, $6, $7::jsonb, $8, make_interval(hours => $9), make_interval(hours => $10), $11, $12, $13,
                $5, $14)""";
    private static final String OUTSIDE = """
            select w.device_id from unnest($3::bytea[]) as w(device_id)
            where not exists (
                select from device d where d.catalog_id = $1 and d.group_id = $2 and d.device_id = w.device_id)
            limit 1""";
    private static final String TAGGED = """
            select count(*) as devices from (
                select from device_tag t join device d on d.catalog_id = t.catalog_id and d.device_id = t.device_id
                where t.catalog_id = $1 and t.tag = $3 and d.group_id = $2 limit $4) x""";

    /** Seeds of different rollouts differ, so that a device is not always among the first. */
    private final SecureRandom random = new SecureRandom();

    /** Returns the work, which fails like a deployment if the images do not fit the group. It returns the ID of the rollout. */
    Work<UUID> create(String product, String group, NewRollout rollout) {
        RolloutPlan plan = ProposedPlan.of(rollout);
        return tx -> new DeploymentRequest(
                        product, group, null, new NewDeployment(rollout.imageIds(), rollout.reason()))
                .target(tx, true)
                .call(target -> requireSelectable(tx, target.group().id(), plan.phases()))
                .chain(target -> write(tx, rollout, plan, target));
    }

    /** Fails if a phase names devices outside of the group, or more than a signed set can list. */
    static Uni<Void> requireSelectable(Tx tx, UUID group, List<Phase> phases) {
        return Sequential.each(phases, phase -> switch (phase.selection()) {
            case Selection.Listed(List<DeviceId> devices) ->
                tx.find(OUTSIDE, row -> Columns.device(row, "device_id"), tx.catalog(), group, Columns.devices(devices))
                        .invoke(outside -> outside.ifPresent(device -> {
                            throw ProblemException.notFound(
                                    "phases", "name device " + device + ", which is not in the group");
                        }));
            case Selection.Tagged(String tag) ->
                tx.one(TAGGED, row -> row.getLong("devices"), tx.catalog(), group, tag, Selection.MAX_LISTED + 1)
                        .invoke(devices -> requireFew(tag, devices));
            case Selection.Percent _, Selection.Count _ -> Uni.createFrom().voidItem();
        });
    }

    private static void requireFew(String tag, long devices) {
        if (devices > Selection.MAX_LISTED) {
            throw ProblemException.invalid(
                    "phases",
                    "name tag " + tag + ", which more than " + Selection.MAX_LISTED + " devices of the group have");
        }
    }

    private Uni<UUID> write(Tx tx, NewRollout rollout, RolloutPlan plan, DeploymentRequest.Target target) {
        UUID deployment = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        GroupRef group = target.group();
        return tx.update(
                        ADD_DEPLOYMENT,
                        tx.catalog(),
                        deployment,
                        group.id(),
                        tx.now(),
                        tx.actor().name())
                .chain(() -> tx.update(
                        ADD_IMAGES,
                        tx.catalog(),
                        deployment,
                        Columns.guids(target.images(), image -> image.id().value())))
                .invoke(added -> requireAll(target.images(), added))
                .chain(() -> tx.update(
                        ADD,
                        tx.catalog(),
                        id,
                        group.id(),
                        deployment,
                        tx.now(),
                        random.nextInt(Member.BUCKETS),
                        StoredHalt.of(plan.rules()),
                        RolloutRecords.limit(plan),
                        Objects.requireNonNullElse(rollout.attestWithinHours(), NewRollout.DEFAULT_HOURS),
                        Objects.requireNonNullElse(rollout.silentAfterHours(), NewRollout.DEFAULT_HOURS),
                        plan.emergency(),
                        rollout.startAt(),
                        Objects.requireNonNullElse(rollout.reason(), ""),
                        tx.actor().name()))
                .chain(() -> RolloutRecords.addPhases(tx, id, plan))
                .chain(() -> record(tx, id))
                .replaceWith(id);
    }

    /** Adds the audit entry and the event of a new draft. */
    static Uni<Void> record(Tx tx, UUID id) {
        return RolloutRows.one(tx, id)
                .chain(rollout -> StartRollout.images(tx, rollout)
                        .chain(images -> tx.audit(
                                tx.entry(
                                                "CreateRollout",
                                                rollout.title(),
                                                String.join(" ", RolloutWords.of(rollout.plan())))
                                        .because(rollout.reason().isEmpty() ? null : rollout.reason())
                                        .changing("rollout", null, id.toString())
                                        .changing(
                                                "images",
                                                null,
                                                images.stream()
                                                        .map(image -> image.id().text())
                                                        .toList()),
                                Event.of("RolloutCreated", id.toString(), Map.of("group", rollout.title()))
                                        .about(rollout.group()))));
    }

    private static void requireAll(List<ImageView> images, int added) {
        if (added < images.size()) {
            throw ProblemException.conflict("Someone deleted an image of the rollout at the same time.");
        }
    }
}
