package dev.holdfast.backend.fleet.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.fleet.claim.ClaimStatements;
import dev.holdfast.backend.fleet.claim.Placed;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.signing.VoucherSigner;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import dev.holdfast.contract.operator.transfer.TransferView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes devices that another catalog offered. The voucher that was signed for the offer is what counts; the database says
 * whether it was used. All devices change hands, or none.
 */
@ApplicationScoped
public class AcceptTransfer {
    private static final String ACCEPT = "select accept_transfer($1, $2, $3) as moved";

    private final VoucherSigner signer;
    private final ObjectMapper json;
    private final Transfers transfers;
    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    AcceptTransfer(
            VoucherSigner signer,
            ObjectMapper json,
            Transfers transfers,
            Transactions transactions,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.signer = signer;
        this.json = json;
        this.transfers = transfers;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Accepts; fails with {@code not-found}, or {@code conflict} when it cannot be accepted any more. */
    Uni<TransferDetail> accept(Caller caller, CatalogId catalog, UUID transfer, TransferAcceptance where) {
        return Uni.createFrom()
                .item(() -> check(where))
                .chain(group -> transfers
                        .one(catalog, transfer)
                        .invoke(AcceptTransfer::requireOpen)
                        .call(offered -> Workers.run(() -> requireVoucher(offered)))
                        .chain(offered -> transactions.ofMany(
                                catalog,
                                offered.deviceIds().size(),
                                sql -> take(sql, caller, catalog, offered, group))));
    }

    private static DeviceGroups.Name check(TransferAcceptance where) {
        DeviceGroups.check(new Checks(), where.product(), where.group()).done();
        return new DeviceGroups.Name(where.product(), where.group());
    }

    private static void requireOpen(TransferDetail offered) {
        TransferView transfer = offered.transfer();
        if (transfer.direction() != TransferView.Direction.INCOMING) {
            throw ProblemException.conflict("This catalog offers the devices; the other one accepts them.");
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
                    "The transfer's voucher does not hold: it was altered after it was signed. Nothing"
                            + " was changed. Tell whoever runs this installation, and ask for a new transfer.");
        }
        return null;
    }

    private Uni<TransferDetail> take(
            Sql sql, Caller caller, CatalogId catalog, TransferDetail offered, DeviceGroups.Name name) {
        UUID transfer = offered.transfer().id();
        return DeviceGroups.lockDestination(sql, catalog, name)
                .chain(group -> sql.one(
                                ACCEPT,
                                row -> moved(
                                        row.getValue("moved") == null ? null : Columns.devices(row, "moved"), offered),
                                transfer,
                                clock.instant(),
                                caller.name())
                        .chain(moved -> new ClaimStatements(sql, catalog).place(into(moved, group), clock.instant()))
                        .call(placed -> outbox.append(
                                sql, catalog, placed.stream().map(Placed::event).toList()))
                        .call(placed -> audit.append(sql, catalog, entry(caller, offered.transfer(), group, placed))))
                .chain(() -> transfers.one(sql, catalog, transfer));
    }

    private static AuditEntry entry(Caller caller, TransferView transfer, GroupRef group, List<Placed> placed) {
        String from = "catalog " + transfer.from();
        Moves moves = Moves.of(placed.stream()
                .map(one -> new Moves.Move(one.device(), from, group.title()))
                .toList());
        return moves.told(AuditEntry.by(
                        caller.name(),
                        "AcceptTransfer",
                        transfer.id().toString(),
                        "Accepted " + placed.size() + (placed.size() == 1 ? " device" : " devices") + " from " + from
                                + " into " + group.title() + ".")
                .changing("state", transfer.state(), TransferView.State.ACCEPTED));
    }

    private static List<DeviceId> moved(@Nullable List<DeviceId> moved, TransferDetail offered) {
        if (moved == null) {
            throw settled();
        }
        if (moved.size() != offered.deviceIds().size()) {
            throw ProblemException.conflict(
                    "Some of the devices left the other catalog meanwhile, or were blocked there. Nothing was changed: ask its"
                            + " owner to withdraw this transfer and to offer the others again.");
        }
        return moved;
    }

    private static Map<DeviceId, GroupRef> into(List<DeviceId> devices, GroupRef group) {
        return devices.stream().collect(Collectors.toMap(device -> device, device -> group));
    }

    private static ProblemException settled() {
        return ProblemException.conflict(
                "The transfer can be accepted no longer: it was accepted, declined or withdrawn, or it expired.");
    }
}
