package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Command;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.backend.update.feed.OsOffer;
import dev.holdfast.backend.update.manifest.ManifestSigner;
import dev.holdfast.backend.update.manifest.PartTarget;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deploys customers' images to a device group. The operating system comes with the group's OS feed. The group's devices get a new signed
 * manifest set at their next poll. The newest deployment wins. The number of written rows does not depend on the number of devices.
 */
@ApplicationScoped
public class StartDeployment implements Command<DeploymentRequest, DeploymentView> {
    private final Transactions transactions;
    private final ManifestSigner signer;
    private final DeploymentRecords records;

    StartDeployment(Transactions transactions, ManifestSigner signer, DeploymentRecords records) {
        this.transactions = transactions;
        this.signer = signer;
        this.records = records;
    }

    /**
     * A deployment to sign.
     *
     * @param images images in installation order
     * @param targets new targets of the group by part
     * @param version version of the manifest sets
     * @param reason reason; null if none was given
     */
    record Deployment(
            UUID id,
            GroupRef group,
            List<ImageView> images,
            List<PartTarget> targets,
            long version,
            @Nullable String reason) {
        private Deployment withVersion(long next) {
            return new Deployment(id, group, images, targets, next, reason);
        }
    }

    @Override
    public String name() {
        return "StartDeployment";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.START_DEPLOYMENT);
    }

    @Override
    public Uni<Boolean> alwaysNeedsApproval(Tx tx, DeploymentRequest request) {
        return DeviceGroups.lock(tx, request.product(), request.group()).map(GroupRef::requiresApproval);
    }

    @Override
    public Uni<Plan> plan(Tx tx, DeploymentRequest request) {
        return request.target(tx, false)
                .call(target -> RolloutConflicts.requireNone(tx, target.group()))
                .map(target -> Plan.of(
                        ApprovalOperation.START_DEPLOYMENT,
                        target.group().title(),
                        target.summary(),
                        target.scope(),
                        Objects.requireNonNullElse(request.deployment().reason(), ""),
                        request.withGroup(target.group()),
                        Uni.createFrom().deferred(() -> target.effect(tx))));
    }

    @Override
    public Uni<Work<DeploymentView>> prepare(Actor requester, CatalogId catalog, DeploymentRequest request) {
        return transactions
                .inCatalog(catalog, tx -> deployment(tx, request))
                .chain(deployment -> sign(catalog, deployment));
    }

    private Uni<Work<DeploymentView>> sign(CatalogId catalog, Deployment deployment) {
        return signer.sign(catalog, deployment.group().id(), deployment.version(), deployment.targets())
                .map(set -> tx ->
                        records.write(tx, deployment, set).chain(() -> FindDeployments.uncounted(tx, deployment.id())));
    }

    private Uni<Deployment> deployment(Tx tx, DeploymentRequest request) {
        return request.target(tx, true)
                .chain(target -> OsOffer.of(tx, target.group().id())
                        .chain(offers -> PartTarget.parts(tx, target.group().id())
                                .map(parts -> withoutVersion(request, target, parts, offers))))
                .chain(deployment -> signer.nextVersion(tx).map(deployment::withVersion));
    }

    private static Deployment withoutVersion(
            DeploymentRequest request, DeploymentRequest.Target target, List<String> parts, List<OsOffer> offers) {
        UUID id = UUID.randomUUID();
        List<PartTarget> targets = PartTarget.of(parts, offers, new PartTarget.CustomerImages(id, target.images()));
        return new Deployment(
                id,
                target.group(),
                target.images(),
                targets,
                0,
                request.deployment().reason());
    }
}
