package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.fleet.DeviceScope;
import dev.holdfast.backend.fleet.NamedDevices;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.contract.operator.revocation.BlockResult;
import dev.holdfast.contract.operator.revocation.CertificateImpact;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Blocks devices. A blocked device gets no challenge and no certificate, and gateways refuse its requests. The device keeps its
 * certificates, which work again after unblocking. A blocked device cannot leave its catalog.
 */
@ApplicationScoped
public class BlockDevices implements DirectCommand<BlockDevices.Request, BlockResult> {
    private static final List<String> CONSEQUENCES = List.of(
            "Gateways refuse the devices within two seconds, on open connections too. A gateway that Holdfast cannot reach"
                    + " serves them for up to 15 minutes.",
            "The devices get no challenge, certificate or software until you unblock them. Their installed software keeps"
                    + " running.",
            "Relying parties see the certificates on hold: by OCSP immediately, by revocation list within an hour.",
            "Unblocking restores all certificates that have not expired by then.");

    private final PublishRevocations publishRevocations;
    private final Transactions transactions;

    BlockDevices(PublishRevocations publishRevocations, Transactions transactions) {
        this.publishRevocations = publishRevocations;
        this.transactions = transactions;
    }

    /**
     * Request to block devices.
     *
     * @param deviceIds devices, up to {@value BlockRequest#MAX_DEVICES}
     * @param byPath whether the path names a single device; then a role in the device's scope is enough
     */
    record Request(List<DeviceId> deviceIds, String reason, boolean byPath) {
        static Request of(BlockRequest request) {
            return new Request(request.deviceIds(), request.reason(), false);
        }

        static Request of(DeviceId device, Reason why) {
            return new Request(List.of(device), why.reason(), true);
        }

        /** Returns the scope in which a role is needed; fails with {@code not-found} if the path names a device that is not in the catalog. */
        Uni<Scope> scope(Tx tx) {
            return byPath
                    ? DeviceScope.require(tx, deviceIds.getFirst()).map(DeviceScope::scope)
                    : Uni.createFrom().item(Scope.of(tx.catalog()));
        }

        DeviceBlocks change(DeviceBlocks.Kind kind) {
            return new DeviceBlocks(kind, new LinkedHashSet<>(deviceIds), reason);
        }
    }

    Uni<CertificateImpact> preview(CatalogId catalog, List<DeviceId> devices) {
        return preview(catalog, new Request(devices, "", false));
    }

    /** Returns the impact of blocking one device; fails with {@code not-found} if it is not in the catalog. */
    Uni<CertificateImpact> preview(CatalogId catalog, DeviceId device) {
        return preview(catalog, new Request(List.of(device), "", true));
    }

    private Uni<CertificateImpact> preview(CatalogId catalog, Request request) {
        return transactions.forRows(
                catalog, rows(request), tx -> request.scope(tx).chain(() -> impact(tx, request.deviceIds())));
    }

    private static Uni<CertificateImpact> impact(Tx tx, Collection<DeviceId> devices) {
        return DeviceBlocks.impact(tx, devices).preview(tx, CONSEQUENCES);
    }

    @Override
    public String name() {
        return "BlockDevices";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.BLOCK_ONE_DEVICE, ApprovalOperation.BLOCK_MANY_DEVICES);
    }

    @Override
    public int rows(Request request) {
        return request.deviceIds().size();
    }

    /** Leaves out devices that are not in the catalog. If one device remains, the approval rule for one device applies. */
    @Override
    public Uni<Plan> plan(Tx tx, Request request) {
        return request.scope(tx)
                .chain(scope ->
                        NamedDevices.existing(tx, request.deviceIds()).map(here -> plan(tx, request, scope, here)));
    }

    private static Plan plan(Tx tx, Request request, Scope scope, NamedDevices here) {
        boolean many = here.ids().size() > 1;
        Plan plan = Plan.of(
                many ? ApprovalOperation.BLOCK_MANY_DEVICES : ApprovalOperation.BLOCK_ONE_DEVICE,
                here.subject(),
                "Block " + (many ? here.ids().size() + " devices." : here.ids().getFirst() + "."),
                scope,
                request.reason(),
                new Request(List.copyOf(here.devices()), request.reason(), request.byPath()),
                Uni.createFrom().deferred(() -> effect(tx, here)));
        return request.byPath() ? plan : plan.without(here.missing(request.deviceIds()));
    }

    /**
     * Returns devices by group and the consequences, for the approval request. Leaves out the certificates, which change all day. The
     * filter {@code approval:} of the device list shows the devices.
     */
    private static Uni<List<String>> effect(Tx tx, NamedDevices devices) {
        int wanted = devices.ids().size();
        return impact(tx, devices.devices()).map(impact -> {
            List<String> effect = new ArrayList<>();
            effect.add("Would be blocked: " + impact.devices() + " of " + wanted
                    + (wanted == 1 ? " device." : " devices."));
            impact.groups().stream()
                    .map(group -> NoGroup.title(group.product(), group.group()) + ": " + group.devices()
                            + (group.devices() == 1 ? " device" : " devices"))
                    .sorted()
                    .forEach(effect::add);
            effect.addAll(CONSEQUENCES);
            return effect;
        });
    }

    @Override
    public Uni<BlockResult> perform(Tx tx, Request request) {
        return request.scope(tx)
                .chain(() -> request.change(DeviceBlocks.Kind.BLOCK).performAudited(tx));
    }

    @Override
    public void committed() {
        publishRevocations.changed();
    }

    /**
     * Unblocks devices and reports those that were not blocked; fails with {@code not-found} if the path names a device that is not in the
     * catalog.
     */
    Work<BlockResult> unblock(Request request) {
        Work<BlockResult> work = tx -> request.scope(tx)
                .chain(() -> request.change(DeviceBlocks.Kind.UNBLOCK).performAudited(tx));
        return work.then(publishRevocations::changed);
    }
}
