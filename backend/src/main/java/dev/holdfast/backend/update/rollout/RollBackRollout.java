package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Command;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.backend.update.manifest.KeptAttestations;
import dev.holdfast.backend.update.manifest.ManifestSigner;
import dev.holdfast.backend.update.manifest.SetContents;
import dev.holdfast.backend.update.rollout.RolloutState.Started;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Brings the devices of the open phases back to the images before the rollout: the current deployment gets a version above the rollout's.
 * Needs no approval, because it stops harm.
 */
@ApplicationScoped
class RollBackRollout implements Command<RollBackRollout.Request, UUID> {
    private static final String SET_TARGET = """
            update device_group set target_manifest = $3
            where catalog_id = $1 and group_id = $2 and target_manifest < $3""";

    private final Transactions transactions;
    private final ManifestSigner signer;

    RollBackRollout(Transactions transactions, ManifestSigner signer) {
        this.transactions = transactions;
        this.signer = signer;
    }

    /** Request to roll a rollout back. */
    record Request(UUID rollout, String reason) {}

    /**
     * Sets of the current deployment to sign.
     *
     * @param before version of the current sets
     * @param version version of the next sets
     */
    private record Planned(Rollout rollout, long before, long version, SetContents contents) {}

    @Override
    public String name() {
        return "RollBackRollout";
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
     * Fails with {@code conflict} if the rollout brings an operating system, if the group had no deployment before, or if a device has
     * burnt a fuse above the previous images: then another deployment must replace the images.
     */
    @Override
    public Uni<Work<UUID>> prepare(Actor requester, CatalogId catalog, Request request) {
        return transactions
                .inCatalog(
                        catalog,
                        tx -> RolloutRows.one(tx, request.rollout())
                                .invoke(rollout -> rollout.in(Started.class, "rolled back"))
                                .chain(rollout -> plan(tx, rollout)))
                .chain(planned -> signer.signAtOnce(
                                catalog,
                                planned.rollout().group(),
                                null,
                                planned.version(),
                                planned.contents().targets())
                        .map(signed -> tx -> write(tx, planned, signed, request.reason())));
    }

    private Uni<Planned> plan(Tx tx, Rollout rollout) {
        return PreviewRollBack.earlier(tx, rollout)
                .call(deployment -> requirePermitted(tx, rollout, deployment))
                .chain(deployment -> DeviceGroups.find(tx, rollout.product(), rollout.groupName())
                        .chain(group -> SetContents.of(tx, group.id(), group.policy(), deployment)
                                .chain(contents -> signer.nextVersion(tx)
                                        .map(version ->
                                                new Planned(rollout, group.targetManifest(), version, contents)))));
    }

    private static Uni<Void> requirePermitted(Tx tx, Rollout rollout, UUID deployment) {
        return PreviewRollBack.forbidden(tx, rollout, deployment)
                .invoke(failing -> {
                    if (!failing.isEmpty()) {
                        throw ProblemException.conflict("Devices of the rollout refuse the previous images. "
                                + failing.getFirst().reason()
                                + " Abort the rollout and deploy a newer image.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<UUID> write(Tx tx, Planned planned, ManifestSigner.Signed signed, String reason) {
        Rollout rollout = planned.rollout();
        RolloutState next = rollout.in(Started.class, "rolled back").rollBack(tx.now());
        return tx.update(SET_TARGET, tx.catalog(), rollout.group(), planned.version())
                .invoke(RolloutRecords::requireNewest)
                .chain(() -> RolloutRecords.become(tx, rollout, next))
                .chain(() -> KeptAttestations.keep(
                        tx, rollout.group(), planned.contents(), planned.before(), planned.version(), rollout.id()))
                .chain(() -> signer.store(tx, rollout.group(), signed))
                .chain(() -> tx.audit(
                        RolloutRecords.entry(
                                        tx,
                                        "RollBackRollout",
                                        rollout,
                                        next,
                                        reason,
                                        "Rolled back to the deployment before the rollout.")
                                .changing("manifestVersion", rollout.version(), planned.version()),
                        RolloutRecords.event(
                                "RolloutRollingBack",
                                rollout,
                                Map.of("reason", reason, "manifestVersion", planned.version()))))
                .replaceWith(rollout.id());
    }
}
