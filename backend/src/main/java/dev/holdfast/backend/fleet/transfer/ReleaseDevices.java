package dev.holdfast.backend.fleet.transfer;

import dev.holdfast.backend.approval.ApprovalRequest;
import dev.holdfast.backend.approval.Approvals;
import dev.holdfast.backend.approval.ApprovedAct;
import dev.holdfast.backend.fleet.NamedDevices;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalOfDevices;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.claim.UnclaimRequest;
import dev.holdfast.contract.operator.claim.UnclaimResult;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.transfer.NewTransfer;
import dev.holdfast.contract.operator.transfer.TransferDetail;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Lets devices go: unclaims them, or offers them to another catalog. Both end their certificates for good, so where a catalog wants a
 * second person for that, or for revoking certificates, both wait for one (ADR 0033).
 */
@ApplicationScoped
public class ReleaseDevices implements ApprovedAct {
    private static final String FREE = """
            select p.name as product, g.name as grp, count(*) as devices
            from device d
            join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
            join product p on p.catalog_id = g.catalog_id and p.product_id = g.product_id
            where d.catalog_id = $1 and d.device_id in (select unnest($2::bytea[])) and d.blocked_at is null
              and not exists (
                select from device_transfer_item i join device_transfer t using (transfer_id)
                where i.open and i.device_id = d.device_id and t.expires_at > $3)
            group by p.product_id, p.name, g.group_id, g.name
            order by p.name, g.name""";

    private final UnclaimDevices unclaimDevices;
    private final OfferTransfer offerTransfer;
    private final Approvals approvals;
    private final Transactions transactions;
    private final AuditLog audit;
    private final Clock clock;

    ReleaseDevices(
            UnclaimDevices unclaimDevices,
            OfferTransfer offerTransfer,
            Approvals approvals,
            Transactions transactions,
            AuditLog audit,
            Clock clock) {
        this.unclaimDevices = unclaimDevices;
        this.offerTransfer = offerTransfer;
        this.approvals = approvals;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Outcome {
        /** Those that could be are unclaimed. */
        record Unclaimed(UnclaimResult result) implements Outcome {}

        /** They are on offer. */
        record Offered(TransferDetail transfer) implements Outcome {}

        /** An offer waits for a second person. */
        record Waits(ApprovalView approval) implements Outcome {}

        /** Unclaiming them waits for one, who is not asked about devices that the catalog does not have. */
        record WaitsToUnclaim(ApprovalOfDevices asked) implements Outcome {}

        /** Returns the answer to whoever asked. */
        default RestResponse<Object> answer() {
            return switch (this) {
                case Unclaimed(UnclaimResult result) -> RestResponse.ok((Object) result);
                case Offered(TransferDetail transfer) -> RestResponse.status(RestResponse.Status.CREATED, transfer);
                case Waits(ApprovalView approval) -> RestResponse.status(RestResponse.Status.ACCEPTED, approval);
                case WaitsToUnclaim(ApprovalOfDevices asked) ->
                    RestResponse.status(RestResponse.Status.ACCEPTED, asked);
            };
        }
    }

    /** Unclaims the devices that it can and tells which it cannot; or asks for a second person. */
    Uni<Outcome> unclaim(Caller caller, CatalogId catalog, UnclaimRequest request) {
        return Uni.createFrom()
                .item(() -> UnclaimDevices.check(request))
                .chain(wanted -> transactions.ofMany(
                        catalog,
                        wanted.size(),
                        sql -> required(sql, catalog)
                                .chain(required -> required
                                        ? NamedDevices.here(sql, catalog, wanted)
                                                .chain(here -> ask(
                                                                sql,
                                                                caller,
                                                                catalog,
                                                                Release.unclaiming(here, caller.name()),
                                                                request.reason())
                                                        .map(approval ->
                                                                new ApprovalOfDevices(approval, here.missing(wanted))))
                                                .<Outcome>map(Outcome.WaitsToUnclaim::new)
                                        : unclaimDevices
                                                .unclaim(sql, caller.name(), catalog, wanted, request.reason(), null)
                                                .map(Outcome.Unclaimed::new))));
    }

    /** Offers all of the devices, or asks for a second person; fails as {@link OfferTransfer#requireFree} says. */
    Uni<Outcome> offer(Caller caller, CatalogId catalog, NewTransfer wanted) {
        return Uni.createFrom()
                .item(() -> OfferTransfer.check(wanted))
                .chain(devices -> transactions
                        .ofMany(
                                catalog,
                                devices.size(),
                                sql -> required(sql, catalog)
                                        .chain(required -> required
                                                ? askToOffer(sql, caller, catalog, wanted, devices)
                                                        .<Optional<Outcome>>map(
                                                                waits -> Optional.of(new Outcome.Waits(waits)))
                                                : Uni.createFrom().item(Optional.<Outcome>empty())))
                        .chain(waits -> waits.<Uni<Outcome>>map(
                                        asked -> Uni.createFrom().item(asked))
                                .orElseGet(() -> offer(caller.name(), catalog, wanted, devices))));
    }

    private Uni<Outcome> offer(String by, CatalogId catalog, NewTransfer wanted, Set<DeviceId> devices) {
        return offerTransfer
                .sign(catalog, by, wanted.to(), devices, OfferTransfer.days(wanted))
                .chain(signed -> transactions.ofMany(
                        catalog,
                        devices.size(),
                        sql -> approvals
                                .requireNone(sql, catalog, ApprovalAct.RELEASE_DEVICES)
                                .chain(() -> offerTransfer.write(sql, catalog, signed, wanted.note(), null))))
                .map(Outcome.Offered::new);
    }

    private Uni<ApprovalView> askToOffer(
            Sql sql, Caller caller, CatalogId catalog, NewTransfer wanted, Set<DeviceId> devices) {
        Release release =
                Release.offering(NamedDevices.of(devices), wanted.to(), OfferTransfer.days(wanted), caller.name());
        return OfferTransfer.requireOther(sql, catalog, wanted.to())
                .chain(() -> OfferTransfer.requireFree(sql, catalog, devices, clock.instant()))
                .chain(() -> ask(sql, caller, catalog, release, wanted.note()));
    }

    private Uni<Boolean> required(Sql sql, CatalogId catalog) {
        return approvals.required(sql, catalog, ApprovalAct.RELEASE_DEVICES);
    }

    private Uni<ApprovalView> ask(Sql sql, Caller caller, CatalogId catalog, Release release, String reason) {
        return effect(sql, catalog, release)
                .chain(effect -> approvals.request(
                        sql,
                        catalog,
                        caller,
                        new ApprovalRequest(
                                ApprovalAct.RELEASE_DEVICES,
                                release.devices().subject(),
                                release.summary(),
                                Scope.of(catalog),
                                release.payload(),
                                reason,
                                effect)))
                .call(() -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        caller.name(),
                                        release.action(),
                                        release.devices().subject(),
                                        "Asked for a second person: " + release.summary())
                                .because(reason)));
    }

    /** What the devices have changes all day, so it is not told. Which they are, {@code approval:} of the list of devices tells. */
    private Uni<List<String>> effect(Sql sql, CatalogId catalog, Release release) {
        return sql.list(
                        FREE,
                        row -> new OfGroup(
                                NoGroup.title(row.getString("product"), row.getString("grp")), row.getLong("devices")),
                        catalog,
                        Columns.devices(release.devices().devices()),
                        clock.instant())
                .map(groups -> effect(release, groups));
    }

    private record OfGroup(String title, long devices) {}

    private static List<String> effect(Release release, List<OfGroup> groups) {
        long there = groups.stream().mapToLong(OfGroup::devices).sum();
        if (there == 0
                || (release.to() != null && there < release.devices().ids().size())) {
            throw ProblemException.conflict((there == 0 ? "None" : "Not all")
                    + " of the devices can be let go: they left the catalog, are blocked or are on offer.");
        }
        List<String> effect = new ArrayList<>();
        effect.add(release.effect(there));
        groups.forEach(group ->
                effect.add(group.title + ": " + group.devices + (group.devices == 1 ? " device" : " devices")));
        effect.addAll(release.consequences());
        return effect;
    }

    @Override
    public List<ApprovalAct> acts() {
        return List.of(ApprovalAct.RELEASE_DEVICES);
    }

    @Override
    public Uni<List<String>> effect(Sql sql, CatalogId catalog, Asked asked) {
        return effect(sql, catalog, Release.read(asked.payload()));
    }

    /** They may have been blocked at this moment. */
    private static void requireAny(UnclaimResult result) {
        if (result.unclaimed() == 0) {
            throw ProblemException.conflict("None of the devices could be unclaimed. Look at it again, or reject it.");
        }
    }

    /** An offer takes a signed voucher. It is open from now on. */
    @Override
    public Uni<Object> prepare(CatalogId catalog, Asked asked) {
        Release release = Release.read(asked.payload());
        return release.to() == null
                ? Uni.createFrom().item(NOTHING)
                : offerTransfer
                        .sign(
                                catalog,
                                release.by(),
                                release.to(),
                                release.devices().devices(),
                                release.days())
                        .map(signed -> signed);
    }

    @Override
    public Uni<Void> perform(Sql sql, CatalogId catalog, Approved approved) {
        return approved.prepared() instanceof OfferTransfer.Signed signed
                ? offerTransfer
                        .write(sql, catalog, signed, approved.comment(), approved.approvedBy())
                        .replaceWithVoid()
                : unclaimDevices
                        .unclaim(
                                sql,
                                approved.requestedBy(),
                                catalog,
                                NamedDevices.read(approved.asked().payload()).devices(),
                                approved.comment(),
                                approved.approvedBy())
                        .invoke(ReleaseDevices::requireAny)
                        .replaceWithVoid();
    }
}
