package dev.holdfast.backend.fleet.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.fleet.claim.AssignedDevice;
import dev.holdfast.backend.fleet.claim.ClaimStatements;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.signing.VoucherSigner;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.Command;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import dev.holdfast.contract.operator.transfer.TransferView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Accepts devices that another catalog offers. Needs approval like a move into the group. The signed voucher proves the offer. The
 * database records whether the voucher was used. All devices move, or none.
 */
@ApplicationScoped
class AcceptTransfer implements Command<AcceptTransfer.Request, TransferDetail> {
    private static final String ACCEPT = "select * from accept_transfer($1, $2, $3)";

    private final VoucherSigner signer;
    private final ObjectMapper json;
    private final Transfers transfers;

    AcceptTransfer(VoucherSigner signer, ObjectMapper json, Transfers transfers) {
        this.signer = signer;
        this.json = json;
        this.transfers = transfers;
    }

    /**
     * Request to accept a transfer.
     *
     * @param devices number of devices
     * @param groupId GUID of the destination in a stored request, because a deleted group's name can be reused; null in a new request
     */
    record Request(
            UUID transfer,
            int devices,
            String product,
            String group,
            @Nullable UUID groupId) {
        private DeviceGroups.Name destination() {
            return DeviceGroups.Name.of(product, group);
        }
    }

    /** Returns the request to accept a transfer; fails with {@code not-found}. */
    Uni<Request> request(CatalogId catalog, UUID transfer, TransferAcceptance where) {
        DeviceGroups.Name group = DeviceGroups.Name.of(where.product(), where.group());
        return transfers
                .get(catalog, transfer)
                .map(offered ->
                        new Request(transfer, offered.transfer().devices(), group.product(), group.group(), null));
    }

    @Override
    public String name() {
        return "AcceptTransfer";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.MOVE_DEVICES);
    }

    @Override
    public Permission needs(Request request, ApprovalOperation operation) {
        return Permission.MANAGE_CATALOG;
    }

    @Override
    public int rows(Request request) {
        return request.devices();
    }

    /** Fails with {@code conflict} if the transfer was accepted, declined or withdrawn, or has expired. */
    @Override
    public Uni<Plan> plan(Tx tx, Request request) {
        DeviceGroups.Name destination = request.destination();
        return DeviceGroups.destination(tx, destination)
                .invoke(group -> destination.requireSame(request.groupId(), group))
                .chain(group -> transfers
                        .get(tx, request.transfer())
                        .invoke(AcceptTransfer::requireOpen)
                        .map(offered -> Plan.of(
                                ApprovalOperation.MOVE_DEVICES,
                                request.transfer().toString(),
                                "Accept " + TransferStep.counted(request.devices()) + " from catalog "
                                        + offered.transfer().from() + " into " + destination + ".",
                                Scope.of(tx.catalog()),
                                offered.transfer().note(),
                                new Request(
                                        request.transfer(),
                                        request.devices(),
                                        request.product(),
                                        request.group(),
                                        group.id()),
                                Uni.createFrom()
                                        .item(List.of(
                                                "The devices enter this catalog.",
                                                "They get the software of " + destination
                                                        + " and must meet its requirements.")))));
    }

    /** Verifies the voucher. Fails as {@link #plan} does. */
    @Override
    public Uni<Work<TransferDetail>> prepare(Actor requester, CatalogId catalog, Request request) {
        return transfers
                .get(catalog, request.transfer())
                .invoke(AcceptTransfer::requireOpen)
                .call(offered -> Workers.run(() -> requireVoucher(offered)))
                .map(offered -> tx -> take(tx, offered, request));
    }

    private static void requireOpen(TransferDetail offered) {
        TransferView transfer = offered.transfer();
        if (transfer.direction() != TransferView.Direction.INCOMING) {
            throw ProblemException.conflict("This catalog offers the devices. The other catalog must accept them.");
        }
        if (transfer.state() != TransferView.State.OPEN) {
            throw settled();
        }
    }

    private @Nullable Void requireVoucher(TransferDetail offered) {
        TransferView transfer = offered.transfer();
        Voucher expected = new Voucher(
                transfer.id(),
                transfer.from(),
                transfer.to(),
                transfer.offeredBy(),
                offered.deviceIds().size(),
                Voucher.digest(offered.deviceIds()),
                transfer.offeredAt(),
                transfer.expiresAt());
        if (!expected.isSignedAs(offered.voucher(), signer.publicKey(), json)) {
            throw ProblemException.conflict(
                    "The signature of the transfer's voucher is invalid: the voucher was altered. Nothing"
                            + " was changed. Tell the administrator of this installation, and ask for a new transfer.");
        }
        return null;
    }

    private Uni<TransferDetail> take(Tx tx, TransferDetail offered, Request request) {
        TransferView transfer = offered.transfer();
        return DeviceGroups.lockDestination(tx, request.destination())
                .invoke(group -> request.destination().requireSame(request.groupId(), group))
                .chain(group -> tx.find(
                                ACCEPT,
                                Accepted::of,
                                transfer.id(),
                                tx.now(),
                                tx.actor().name())
                        .map(found -> found.orElseThrow(AcceptTransfer::settled))
                        .invoke(accepted -> requireAll(accepted.moved(), offered))
                        .call(accepted -> record(tx, transfer, accepted))
                        .chain(accepted -> new ClaimStatements(tx).assign(into(accepted.moved(), group)))
                        .call(assigned -> tx.audit(
                                entry(tx, transfer, group, assigned),
                                assigned.stream().map(AssignedDevice::event).toList())))
                .chain(() -> transfers.get(tx, transfer.id()));
    }

    /**
     * An accepted transfer.
     *
     * @param by name of the accepting catalog
     * @param source the catalog that offered the devices
     * @param moved the devices that moved
     */
    private record Accepted(String by, CatalogId source, List<DeviceId> moved) {
        static Accepted of(Row row) {
            return new Accepted(
                    row.getString("own_name"), new CatalogId(row.getUUID("source")), Columns.devices(row, "moved"));
        }
    }

    private static Uni<Void> record(Tx tx, TransferView transfer, Accepted accepted) {
        String why = "Transferred to catalog " + transfer.to() + ": " + transfer.note();
        List<Event> left = accepted.moved().stream()
                .map(device -> Event.of("DeviceTransferred", device.text(), Map.of("reason", why))
                        .invalidating(Change.of(device)))
                .toList();
        return TransferStep.ACCEPT.record(
                tx,
                accepted.source(),
                transfer.id(),
                "Catalog " + accepted.by() + " accepted "
                        + TransferStep.counted(accepted.moved().size()) + ".",
                left);
    }

    private static AuditEntry entry(Tx tx, TransferView transfer, GroupRef group, List<AssignedDevice> assigned) {
        String from = "catalog " + transfer.from();
        Moves moves = Moves.of(assigned.stream()
                .map(device -> new Moves.Move(device.device(), from, group.title()))
                .toList());
        return moves.addTo(tx.entry(
                        "AcceptTransfer",
                        transfer.id().toString(),
                        "Accepted " + assigned.size() + (assigned.size() == 1 ? " device" : " devices") + " from "
                                + from + " into " + group.title() + ".")
                .changing("state", transfer.state(), TransferView.State.ACCEPTED));
    }

    private static void requireAll(List<DeviceId> moved, TransferDetail offered) {
        if (moved.size() != offered.deviceIds().size()) {
            throw ProblemException.conflict(
                    "Some of the devices left the other catalog or were blocked there. Nothing was changed. Ask its"
                            + " owner to withdraw this transfer and to offer the remaining devices again.");
        }
    }

    private static Map<DeviceId, GroupRef> into(List<DeviceId> devices, GroupRef group) {
        return devices.stream().collect(Collectors.toMap(device -> device, device -> group));
    }

    private static ProblemException settled() {
        return ProblemException.conflict(
                "The transfer can no longer be accepted: it was accepted, declined or withdrawn, or it expired.");
    }
}
