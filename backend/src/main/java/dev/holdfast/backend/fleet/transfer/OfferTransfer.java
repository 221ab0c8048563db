package dev.holdfast.backend.fleet.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.fleet.NamedDevices;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.signing.VoucherSigner;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.Command;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.transfer.NewTransfer;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Offers devices that are not blocked to another catalog. While the offer is open, the devices stay in this catalog and cannot be offered
 * again.
 */
@ApplicationScoped
class OfferTransfer implements Command<NewTransfer, TransferDetail> {
    private static final String OWN_NAME = "select name from catalog where catalog_id = $1";
    private static final String OFFER = "select target from offer_transfer($1, $2, $3::bytea[], $4, $5, $6, $7, $8)";

    private static final List<String> CONSEQUENCES = List.of(
            "The devices move as soon as an owner of that catalog accepts, without another approval here.",
            ReleaseEffect.CERTIFICATES,
            "Until then, an owner of this catalog can withdraw the offer.");

    private final VoucherSigner signer;
    private final ObjectMapper json;
    private final Transfers transfers;
    private final Transactions transactions;
    private final Clock clock;

    OfferTransfer(
            VoucherSigner signer, ObjectMapper json, Transfers transfers, Transactions transactions, Clock clock) {
        this.signer = signer;
        this.json = json;
        this.transfers = transfers;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "OfferTransfer";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.RELEASE_DEVICES);
    }

    @Override
    public int rows(NewTransfer request) {
        return request.deviceIds().size();
    }

    private static int days(NewTransfer request) {
        return Objects.requireNonNullElse(request.expiresInDays(), NewTransfer.DEFAULT_DAYS);
    }

    /**
     * Plans to offer all devices or none; fails if a device is missing, blocked or already offered, or if the other catalog is this one.
     */
    @Override
    public Uni<Plan> plan(Tx tx, NewTransfer request) {
        NamedDevices devices = NamedDevices.of(request.deviceIds());
        String words =
                " to catalog " + request.to() + " for " + days(request) + (days(request) == 1 ? " day" : " days");
        return requireOther(tx, request.to())
                .chain(() -> OfferedDevices.requireFree(tx, request.deviceIds()))
                .map(free -> Plan.of(
                        ApprovalOperation.RELEASE_DEVICES,
                        devices.subject(),
                        "Offer " + devices.words() + words + ".",
                        Scope.of(tx.catalog()),
                        request.note(),
                        request,
                        Uni.createFrom()
                                .deferred(() ->
                                        ReleaseEffect.effect(tx, devices, "Would be offered" + words, CONSEQUENCES))));
    }

    /** Signs the voucher. The offer's lifetime begins now, not when approval was requested. */
    @Override
    public Uni<Work<TransferDetail>> prepare(Actor requester, CatalogId catalog, NewTransfer request) {
        return transactions
                .inCatalog(catalog, tx -> requireOther(tx, request.to()))
                .map(own -> voucher(own, requester.name(), request))
                .chain(voucher -> Workers.run(() -> voucher.sign(signer, json))
                        .map(jws -> tx -> write(tx, request, voucher, jws)));
    }

    /** Returns the name of the offering catalog; fails with {@code invalid-request} if {@code to} is the same catalog. */
    private static Uni<String> requireOther(Tx tx, String to) {
        return tx.one(OWN_NAME, row -> row.getString("name"), tx.catalog()).invoke(own -> {
            if (own.equalsIgnoreCase(to)) {
                throw ProblemException.invalid(
                        "to", "is this catalog; to move devices between its groups, claim them again");
            }
        });
    }

    private Voucher voucher(String own, String by, NewTransfer request) {
        Set<DeviceId> devices = new LinkedHashSet<>(request.deviceIds());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Voucher(
                UUID.randomUUID(),
                own,
                request.to(),
                by,
                devices.size(),
                Voucher.digest(devices),
                now,
                now.plus(Duration.ofDays(days(request))));
    }

    /** Writes the offer and the audit entries of both catalogs. */
    private Uni<TransferDetail> write(Tx tx, NewTransfer request, Voucher voucher, String jws) {
        return OfferedDevices.requireFree(tx, request.deviceIds())
                .chain(() -> tx.list(
                        OFFER,
                        row -> Optional.ofNullable(row.getUUID("target")).map(CatalogId::new),
                        voucher.transfer(),
                        voucher.to(),
                        Columns.devices(new LinkedHashSet<>(request.deviceIds())),
                        request.note(),
                        voucher.issuedAt(),
                        voucher.by(),
                        voucher.expiresAt(),
                        jws))
                .map(offered -> {
                    if (offered.isEmpty()) {
                        throw ProblemException.conflict(
                                "Some of the devices left the catalog or were just blocked. Reload and try again.");
                    }
                    return offered.getFirst();
                })
                .chain(target -> record(tx, target.orElse(null), voucher, request.note()))
                .chain(() -> transfers.get(tx, voucher.transfer()));
    }

    private static Uni<Void> record(Tx tx, @Nullable CatalogId target, Voucher voucher, String note) {
        String devices = TransferStep.counted(voucher.devices());
        String here = "Offered " + devices + " to catalog " + voucher.to() + ": " + note;
        String there = "Catalog " + voucher.from() + " offered " + devices + ": " + note;
        return TransferStep.OFFER
                .record(tx, tx.catalog(), voucher.transfer(), here, List.of())
                .chain(() -> TransferStep.OFFER.record(tx, target, voucher.transfer(), there, List.of()));
    }
}
