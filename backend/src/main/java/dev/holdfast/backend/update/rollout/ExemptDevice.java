package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Command;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.backend.update.rollout.RolloutState.Abortable;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.format.MemberList;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes a device out of a rollout: it gets the images when the rollout completes. The signed sets exclude it, so a gateway cannot offer it
 * the images. Or includes it again. Needs no approval, because the rollout was approved with the device.
 */
@ApplicationScoped
class ExemptDevice implements Command<ExemptDevice.Request, UUID> {
    private static final String HASH =
            "select bucket, member_hash from device where catalog_id = $1 and device_id = $2 and group_id = $3";
    private static final String COUNT = """
            insert into rollout_count_change (catalog_id, rollout_id, phase, measure, devices)
            select d.catalog_id, r.rollout_id, phase_of(r.catalog_id, r.rollout_id, d.bucket, d.member_hash), 'TARGETED', $4
            from device d join active_rollout r on r.catalog_id = d.catalog_id and r.group_id = d.group_id
            where d.catalog_id = $1 and d.device_id = $2 and r.rollout_id = $3
              and rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)""";
    private static final String FORGET = """
            update device set rollout_id = null, rollout_phase = null, rollout_step = '', rollout_at = null
            where catalog_id = $1 and device_id = $2 and rollout_id = $3""";
    // The device may have acted on a set of the rollout before it was exempt.
    private static final String REMEMBER = """
            update device d set rollout_id = r.rollout_id, rollout_step = d.update_step, rollout_at = d.update_at,
                rollout_phase = phase_of(r.catalog_id, r.rollout_id, d.bucket, d.member_hash)
            from active_rollout r
            where d.catalog_id = $1 and d.device_id = $2 and r.catalog_id = d.catalog_id and r.rollout_id = $3
              and r.group_id = d.group_id and d.update_version = any (r.opened_versions)
              and rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)""";
    private static final String EXCLUDE = """
            update rollout set excluded = $4, revision = revision + 1
            where catalog_id = $1 and rollout_id = $2 and revision = $3""";

    private final Transactions transactions;
    private final NextSets nextSets;

    ExemptDevice(Transactions transactions, NextSets nextSets) {
        this.transactions = transactions;
        this.nextSets = nextSets;
    }

    /**
     * Request to exempt a device, or to include it again.
     *
     * @param exempt whether to exempt the device
     */
    record Request(UUID rollout, DeviceId device, boolean exempt, String reason) {}

    /**
     * A planned exemption, or its end.
     *
     * @param audience the open devices after it
     * @param sets sets to sign; empty before the first phase
     */
    private record Planned(Rollout rollout, OpenMembers audience, Optional<NextSets.Planned> sets) {}

    @Override
    public String name() {
        return "ExemptDevice";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of();
    }

    @Override
    public Uni<Plan> plan(Tx tx, Request request) {
        return RolloutRows.one(tx, request.rollout()).chain(rollout -> RolloutApproval.free(tx, rollout, request));
    }

    /**
     * Fails with {@code not-found} if the device is not in the group, or with {@code conflict} if it is exempt already, or not exempt, if too
     * many devices are, or if the list of open devices has no room for it.
     */
    @Override
    public Uni<Work<UUID>> prepare(Actor requester, CatalogId catalog, Request request) {
        return transactions
                .inCatalog(
                        catalog,
                        tx -> RolloutRows.one(tx, request.rollout())
                                .invoke(rollout -> rollout.in(Abortable.class, "changed"))
                                .chain(rollout ->
                                        audience(tx, rollout, request).chain(audience -> plan(tx, rollout, audience))))
                .chain(planned -> planned.sets()
                        .map(sets -> nextSets.sign(catalog, sets).map(signed -> change(signed, request)))
                        .orElseGet(() -> Uni.createFrom().item(change(planned, request))));
    }

    private Uni<Planned> plan(Tx tx, Rollout rollout, OpenMembers audience) {
        return rollout.version() == 0
                ? Uni.createFrom().item(new Planned(rollout, audience, Optional.empty()))
                : nextSets.plan(tx, rollout, audience).map(sets -> new Planned(rollout, audience, Optional.of(sets)));
    }

    private static Uni<OpenMembers> audience(Tx tx, Rollout rollout, Request request) {
        DeviceId device = request.device();
        return tx.find(HASH, row -> row, tx.catalog(), device, rollout.group())
                .map(found -> found.orElseThrow(
                        () -> ProblemException.notFound("Device " + device + " in device group " + rollout.title())))
                .map(row -> request.exempt()
                        ? without(rollout, row.getLong("member_hash"))
                        : with(rollout, row.getInteger("bucket"), row.getLong("member_hash")));
    }

    private static OpenMembers without(Rollout rollout, long hash) {
        requireNew(rollout.audience().excluded(), hash);
        return rollout.audience().without(hash);
    }

    private static OpenMembers with(Rollout rollout, int bucket, long hash) {
        OpenMembers open = rollout.audience();
        if (!open.excluded().contains(hash)) {
            throw ProblemException.conflict("The device is not exempt from the rollout.");
        }
        boolean isListed = !open.hasBucket(bucket)
                && rollout.opened().stream().anyMatch(phase -> phase.hashes().contains(hash));
        if (isListed && !open.listed().contains(hash) && open.listed().size() >= MemberList.MAX_LISTED) {
            throw ProblemException.conflict("The rollout already lists " + MemberList.MAX_LISTED
                    + " devices and cannot list one more. The device gets the images when a later phase opens it.");
        }
        return open.with(hash, isListed);
    }

    private static void requireNew(List<Long> excluded, long hash) {
        if (excluded.contains(hash)) {
            throw ProblemException.conflict("The device is already exempt from the rollout.");
        }
        if (excluded.size() >= MemberList.MAX_EXCLUDED) {
            throw ProblemException.conflict("At most " + MemberList.MAX_EXCLUDED
                    + " devices can be exempt from a rollout. Move the device to another group, or pin it.");
        }
    }

    /** Returns the work for a rollout without sets. */
    private static Work<UUID> change(Planned planned, Request request) {
        Rollout rollout = planned.rollout();
        Long[] excluded = planned.audience().excluded().toArray(Long[]::new);
        return tx -> tx.update(EXCLUDE, tx.catalog(), rollout.id(), rollout.revision(), excluded)
                .invoke(RolloutRecords::requireNewest)
                .chain(() -> record(tx, rollout, request));
    }

    private Work<UUID> change(NextSets.Signed signed, Request request) {
        Rollout rollout = signed.plan().rollout();
        return tx -> Targeted.lock(tx, rollout)
                .chain(() -> request.exempt() ? exempt(tx, signed, request) : include(tx, signed, request))
                .chain(() -> record(tx, rollout, request));
    }

    private Uni<Void> exempt(Tx tx, NextSets.Signed signed, Request request) {
        return tx.update(COUNT, tx.catalog(), request.device(), request.rollout(), -1L)
                .chain(() -> tx.update(FORGET, tx.catalog(), request.device(), request.rollout()))
                .chain(() -> nextSets.store(tx, signed));
    }

    private Uni<Void> include(Tx tx, NextSets.Signed signed, Request request) {
        return nextSets.store(tx, signed)
                .chain(() -> tx.update(COUNT, tx.catalog(), request.device(), request.rollout(), 1L))
                .chain(() -> tx.update(REMEMBER, tx.catalog(), request.device(), request.rollout()))
                .replaceWithVoid();
    }

    private static Uni<UUID> record(Tx tx, Rollout rollout, Request request) {
        String id = rollout.id().toString();
        return tx.audit(
                        tx.entry(
                                        request.exempt() ? "ExemptDevice" : "IncludeDevice",
                                        request.device().text(),
                                        (request.exempt() ? "Exempted the device from" : "Included the device again in")
                                                + " the rollout to " + rollout.title() + ".")
                                .because(request.reason())
                                .changing("rollout", request.exempt() ? null : id, request.exempt() ? id : null),
                        Event.of(
                                        request.exempt() ? "DeviceExempted" : "DeviceIncluded",
                                        request.device().text(),
                                        Map.of("rollout", id, "reason", request.reason()))
                                .invalidating(Change.of(rollout.group())))
                .replaceWith(rollout.id());
    }
}
