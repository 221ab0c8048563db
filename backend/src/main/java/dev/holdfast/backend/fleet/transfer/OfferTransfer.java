package dev.holdfast.backend.fleet.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.signing.VoucherSigner;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.transfer.NewTransfer;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import dev.holdfast.contract.problem.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Offers devices that are not blocked to another catalog. They stay where they are until it accepts; meanwhile they can be offered to no other. */
@ApplicationScoped
class OfferTransfer {
    private static final int MOST_TOLD = 20;
    private static final Pattern CATALOG = Pattern.compile(NewCatalog.NAME);

    private static final String OWN_NAME = "select name from catalog where catalog_id = $1";
    private static final String HERE = """
            select device_id, blocked_at is not null as blocked
            from device where catalog_id = $1 and device_id = any ($2::bytea[])""";
    private static final String ON_OFFER = """
            select i.device_id from device_transfer_item i join device_transfer t using (transfer_id)
            where i.open and i.device_id = any ($1::bytea[]) and t.expires_at > $2""";
    private static final String APPROVED = "select set_config('holdfast.approved', $1, true)";
    private static final String OFFER = "select offer_transfer($1, $2, $3::bytea[], $4, $5, $6, $7, $8) as done";

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

    /**
     * An offer that is signed.
     *
     * @param voucher what is offered
     * @param devices which devices
     * @param jws the signed voucher
     */
    record Signed(Voucher voucher, Set<DeviceId> devices, String jws) {}

    static Set<DeviceId> check(NewTransfer wanted) {
        new Checks()
                .matches("to", wanted.to(), CATALOG, "is the name of a catalog, as its address in the console has it")
                .size("deviceIds", wanted.deviceIds(), 1, NewTransfer.MOST)
                .line("note", wanted.note(), 1, Reason.MAX_LENGTH)
                .that(
                        wanted.expiresInDays() == null
                                || (wanted.expiresInDays() >= 1 && wanted.expiresInDays() <= NewTransfer.MOST_DAYS),
                        "expiresInDays",
                        "is 1 to " + NewTransfer.MOST_DAYS)
                .done();
        return new LinkedHashSet<>(wanted.deviceIds());
    }

    static int days(NewTransfer wanted) {
        return wanted.expiresInDays() == null ? NewTransfer.USUAL_DAYS : wanted.expiresInDays();
    }

    /** Signs the voucher of an offer that begins now; outside of any transaction. */
    Uni<Signed> sign(CatalogId catalog, String by, String to, Set<DeviceId> devices, int days) {
        return transactions
                .inCatalog(catalog, sql -> requireOther(sql, catalog, to))
                .map(own -> voucher(own, by, to, devices, days))
                .chain(voucher -> Workers.run(() -> new Signed(voucher, devices, voucher.sign(signer, json))));
    }

    /** Returns the name of the catalog that offers; fails with {@code invalid-request} where it would offer to itself. */
    static Uni<String> requireOther(Sql sql, CatalogId catalog, String to) {
        return sql.one(OWN_NAME, row -> row.getString("name"), catalog).invoke(own -> {
            if (own.equalsIgnoreCase(to)) {
                throw ProblemException.invalid(
                        "to", "is this catalog itself; move devices between its groups by claiming them");
            }
        });
    }

    private Voucher voucher(String own, String by, String to, Set<DeviceId> devices, int days) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Voucher(
                UUID.randomUUID(),
                own,
                to,
                by,
                devices.size(),
                Voucher.digest(devices),
                now,
                now.plus(Duration.ofDays(days)));
    }

    /** Offers, in a transaction; fails as {@link #requireFree} says. The database writes the audit entries, one for each of the two catalogs. */
    Uni<TransferDetail> write(Sql sql, CatalogId catalog, Signed offer, String note, @Nullable Approver approver) {
        Voucher voucher = offer.voucher();
        return requireFree(sql, catalog, offer.devices(), voucher.issuedAt())
                .chain(() -> sql.run(APPROVED, approver == null ? "" : new JsonObject(approver.told()).encode()))
                .chain(() -> sql.one(
                        OFFER,
                        row -> row.getBoolean("done"),
                        voucher.transfer(),
                        voucher.to(),
                        Columns.devices(offer.devices()),
                        note,
                        voucher.issuedAt(),
                        voucher.by(),
                        voucher.expiresAt(),
                        offer.jws()))
                .invoke(done -> {
                    if (!done) {
                        throw ProblemException.conflict(
                                "Some of the devices left the catalog, or were blocked, at this moment. Reload.");
                    }
                })
                .chain(() -> transfers.one(sql, catalog, voucher.transfer()));
    }

    /** Fails with {@code not-found} for devices that the catalog has not, {@code conflict} for those on offer and those blocked. */
    static Uni<Void> requireFree(Sql sql, CatalogId catalog, Set<DeviceId> devices, Instant now) {
        return requireHere(sql, catalog, devices).chain(() -> requireNotOnOffer(sql, devices, now));
    }

    private static Uni<Void> requireHere(Sql sql, CatalogId catalog, Set<DeviceId> devices) {
        return sql.list(HERE, row -> row, catalog, Columns.devices(devices))
                .invoke(here -> {
                    Set<DeviceId> missing = new LinkedHashSet<>(devices);
                    missing.removeAll(devices(here.stream()));
                    if (!missing.isEmpty()) {
                        throw ProblemException.notFound(errors(devices, missing, "is no device of this catalog"));
                    }
                    Set<DeviceId> blocked = devices(here.stream().filter(row -> row.getBoolean("blocked")));
                    if (!blocked.isEmpty()) {
                        throw ProblemException.conflict(
                                "Some of the devices are blocked. Unblock them first, which takes an owner and a reason.",
                                errors(devices, blocked, "is blocked"));
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> requireNotOnOffer(Sql sql, Set<DeviceId> devices, Instant now) {
        return sql.list(ON_OFFER, row -> Columns.device(row, "device_id"), Columns.devices(devices), now)
                .invoke(busy -> {
                    if (!busy.isEmpty()) {
                        throw ProblemException.conflict(
                                "Some of the devices are on offer already. Withdraw that transfer first.",
                                errors(devices, busy, "is on offer already"));
                    }
                })
                .replaceWithVoid();
    }

    private static Set<DeviceId> devices(Stream<Row> rows) {
        return rows.map(row -> Columns.device(row, "device_id")).collect(Collectors.toCollection(HashSet::new));
    }

    private static List<FieldError> errors(Set<DeviceId> all, Collection<DeviceId> some, String message) {
        List<DeviceId> order = List.copyOf(all);
        return some.stream()
                .limit(MOST_TOLD)
                .map(device ->
                        new FieldError("deviceIds[" + order.indexOf(device) + "]", device.shortText() + "… " + message))
                .toList();
    }
}
