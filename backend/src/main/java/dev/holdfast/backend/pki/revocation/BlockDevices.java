package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.approval.ApprovalRequest;
import dev.holdfast.backend.approval.Approvals;
import dev.holdfast.backend.approval.ApprovedAct;
import dev.holdfast.backend.fleet.DeviceScope;
import dev.holdfast.backend.fleet.NamedDevices;
import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import dev.holdfast.contract.operator.revocation.BlockResult;
import dev.holdfast.contract.operator.revocation.BlockResult.Code;
import dev.holdfast.contract.operator.revocation.LossPreview;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shuts devices out, and lets them in again. A blocked device gets neither a challenge nor a certificate, and gateways refuse each
 * request of it; what it has stays, so that unblocking gives all of it back. As long as it is blocked it does not leave its catalog.
 */
@ApplicationScoped
public class BlockDevices implements ApprovedAct {
    /** What blocking takes: all that a device has. */
    private static final String OF_DEVICES = """
            select d.device_id, c.serial, c.usage, c.not_after
            from device d
            left join issued_certificate c
                on c.catalog_id = d.catalog_id and c.device_id = d.device_id and c.not_after > $3
                and not exists (
                    select from certificate_revocation r where r.catalog_id = c.catalog_id and r.serial = c.serial)
            where d.catalog_id = $1 and d.device_id in (select unnest($2::bytea[])) and d.blocked_at is null""";

    // Rows are locked in the order of their keys, as attestations do, so that none waits for another in a ring.
    private static final String BLOCK = """
            , locked as (
                select d.device_id from device d
                where d.catalog_id = $1 and d.device_id in (select l.device_id from lost l)
                order by d.device_id for no key update
            )
            update device d set blocked_at = $3, blocked_by = $4, blocked_reason = $5
            from locked l where d.catalog_id = $1 and d.device_id = l.device_id and d.blocked_at is null
            returning d.device_id""";
    private static final String UNBLOCK = """
            with locked as (
                select d.device_id from device d
                where d.catalog_id = $1 and d.device_id in (select unnest($2::bytea[])) and d.blocked_at is not null
                order by d.device_id for no key update
            )
            update device d set blocked_at = null, blocked_by = null, blocked_reason = null
            from locked l where d.catalog_id = $1 and d.device_id = l.device_id
            returning d.device_id""";

    private static final List<String> CONSEQUENCES = List.of(
            "Gateways refuse the devices within two seconds, also on connections that are open. One that Holdfast cannot"
                    + " reach serves what it holds for 15 minutes at most.",
            "The devices get no challenge, no certificate and no software until they are unblocked. What they run, they"
                    + " keep running.",
            "Relying parties are told that the certificates are on hold: by OCSP at once, by revocation list within an"
                    + " hour.",
            "Unblocking gives back all that they have now and that has not expired by then.");

    private final PublishRevocations publishRevocations;
    private final Approvals approvals;
    private final Transactions transactions;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    BlockDevices(
            PublishRevocations publishRevocations,
            Approvals approvals,
            Transactions transactions,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.publishRevocations = publishRevocations;
        this.approvals = approvals;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Tells what blocking would take. */
    Uni<LossPreview> preview(CatalogId catalog, BlockRequest request) {
        return Uni.createFrom()
                .item(() -> check(request, new Checks()))
                .chain(wanted -> transactions.ofMany(
                        catalog, wanted.size(), sql -> losses(catalog, wanted).preview(sql, CONSEQUENCES)));
    }

    /** Tells what blocking one device would take; fails with {@code not-found}. */
    Uni<LossPreview> previewOne(CatalogId catalog, DeviceId device) {
        return transactions.inCatalog(
                catalog,
                sql -> placeOf(sql, catalog, device)
                        .chain(() -> losses(catalog, Set.of(device)).preview(sql, CONSEQUENCES)));
    }

    /** What came of a block. */
    public sealed interface Outcome {
        /** It is done. */
        record Done(BlockResult result) implements Outcome {}

        /** It waits for a second person, who is not asked about devices that the catalog does not have. */
        record Waits(ApprovalView approval, List<DeviceId> notFound) implements Outcome {}
    }

    /** Blocks the devices that it can and tells which it cannot; or asks for a second person, which of a single device few want. */
    Uni<Outcome> block(Caller caller, CatalogId catalog, BlockRequest request) {
        return block(caller, catalog, request, sql -> Uni.createFrom().item(Scope.of(catalog)));
    }

    /** The same of one device, of which a second person decides where it is; fails with {@code not-found}. */
    Uni<Outcome> blockOne(Caller caller, CatalogId catalog, DeviceId device, Reason why) {
        return block(caller, catalog, only(device, why), sql -> placeOf(sql, catalog, device));
    }

    private static BlockRequest only(DeviceId device, Reason why) {
        return new BlockRequest(List.of(device), why.reason());
    }

    private Uni<Outcome> block(
            Caller caller, CatalogId catalog, BlockRequest request, Function<Sql, Uni<Scope>> where) {
        return Uni.createFrom()
                .item(() -> new Act(caller.name(), catalog, checkWithReason(request), request.reason(), Kind.BLOCK))
                .chain(act -> transactions.ofMany(
                        catalog,
                        act.wanted.size(),
                        sql -> where.apply(sql)
                                .chain(place -> NamedDevices.present(sql, catalog, act.wanted)
                                        .chain(present -> approvals.required(sql, catalog, kindOf(present)))
                                        .chain(required -> required
                                                ? NamedDevices.here(sql, catalog, act.wanted)
                                                        .chain(here -> ask(sql, caller, act.of(here.devices()), place)
                                                                .<Outcome>map(approval -> new Outcome.Waits(
                                                                        approval, here.missing(act.wanted))))
                                                : performAudited(sql, act, null).map(Outcome.Done::new)))))
                .invoke(publishRevocations::changed);
    }

    /** Of those that the catalog has: whoever names one more that it has not still blocks one. */
    private static ApprovalAct kindOf(Collection<DeviceId> present) {
        return present.size() > 1 ? ApprovalAct.BLOCK_MANY_DEVICES : ApprovalAct.BLOCK_ONE_DEVICE;
    }

    private static Uni<Scope> placeOf(Sql sql, CatalogId catalog, DeviceId device) {
        return DeviceScope.find(sql, catalog, device)
                .map(found -> found.map(DeviceScope::place)
                        .orElseThrow(() -> ProblemException.notFound("Device " + device.text())));
    }

    private Uni<ApprovalView> ask(Sql sql, Caller caller, Act act, Scope place) {
        String summary = "Block " + act.subject() + ".";
        NamedDevices named = NamedDevices.of(act.wanted);
        return effect(sql, act.catalog, act.wanted)
                .chain(effect -> approvals.request(
                        sql,
                        act.catalog,
                        caller,
                        new ApprovalRequest(
                                kindOf(act.wanted),
                                named.subject(),
                                summary,
                                place,
                                named.payload(),
                                act.reason,
                                effect)))
                .call(() -> audit.append(
                        sql,
                        act.catalog,
                        AuditEntry.by(
                                        act.actor,
                                        act.kind.action,
                                        act.subject(),
                                        "Asked for a second person: " + summary)
                                .because(act.reason)));
    }

    /** What devices have changes all day, so it is not told. Which they are, {@code approval:} of the list of devices tells. */
    private Uni<List<String>> effect(Sql sql, CatalogId catalog, Set<DeviceId> wanted) {
        return losses(catalog, wanted).preview(sql, CONSEQUENCES).map(preview -> {
            List<String> effect = new ArrayList<>();
            effect.add("Would be blocked: " + preview.devices() + " of " + wanted.size()
                    + (wanted.size() == 1 ? " device." : " devices."));
            preview.groups().stream()
                    .map(group -> NoGroup.title(group.product(), group.group()) + ": " + group.devices()
                            + (group.devices() == 1 ? " device" : " devices"))
                    .sorted()
                    .forEach(effect::add);
            effect.addAll(CONSEQUENCES);
            return effect;
        });
    }

    private static Set<DeviceId> named(Asked asked) {
        return NamedDevices.read(asked.payload()).devices();
    }

    @Override
    public List<ApprovalAct> acts() {
        return List.of(ApprovalAct.BLOCK_ONE_DEVICE, ApprovalAct.BLOCK_MANY_DEVICES);
    }

    /** What was asked for in the whole catalog stays there; what was asked for where a device is goes with it. */
    @Override
    public Uni<Scope> place(Sql sql, CatalogId catalog, Asked asked) {
        return asked.place().equals(Scope.of(catalog))
                ? Uni.createFrom().item(asked.place())
                : DeviceScope.find(sql, catalog, named(asked).iterator().next())
                        .map(found -> found.map(DeviceScope::place)
                                .orElseThrow(
                                        () -> ProblemException.conflict("The device is not in the catalog any more.")));
    }

    @Override
    public Uni<List<String>> effect(Sql sql, CatalogId catalog, Asked asked) {
        return effect(sql, catalog, named(asked));
    }

    @Override
    public Uni<Void> perform(Sql sql, CatalogId catalog, Approved approved) {
        Act act = new Act(approved.requestedBy(), catalog, named(approved.asked()), approved.comment(), Kind.BLOCK);
        return performAudited(sql, act, approved.approvedBy()).replaceWithVoid();
    }

    @Override
    public Uni<Void> performed(CatalogId catalog, Object prepared) {
        publishRevocations.changed();
        return Uni.createFrom().voidItem();
    }

    /** Lets devices in again and tells which were not blocked. */
    Uni<BlockResult> unblock(Caller caller, CatalogId catalog, BlockRequest request) {
        return unblock(caller, catalog, request, sql -> Uni.createFrom().item(Scope.of(catalog)));
    }

    /** The same of one device; fails with {@code not-found}. */
    Uni<BlockResult> unblockOne(Caller caller, CatalogId catalog, DeviceId device, Reason why) {
        return unblock(caller, catalog, only(device, why), sql -> placeOf(sql, catalog, device));
    }

    private Uni<BlockResult> unblock(
            Caller caller, CatalogId catalog, BlockRequest request, Function<Sql, Uni<Scope>> where) {
        return Uni.createFrom()
                .item(() -> new Act(caller.name(), catalog, checkWithReason(request), request.reason(), Kind.UNBLOCK))
                .chain(act -> transactions.ofMany(
                        catalog,
                        act.wanted.size(),
                        sql -> where.apply(sql).chain(() -> performAudited(sql, act, null))))
                .invoke(publishRevocations::changed);
    }

    /** Does it in a transaction, and tells events; whoever calls sees to the audit log, and to relying parties afterwards. */
    Uni<BlockResult> perform(Sql sql, Act act) {
        return change(sql, act)
                .chain(done -> result(sql, act, done).call(() -> outbox.append(sql, act.catalog, act.events(done))));
    }

    private Uni<BlockResult> performAudited(Sql sql, Act act, @Nullable Approver approvedBy) {
        return change(sql, act)
                .chain(done -> result(sql, act, done)
                        .call(result -> done.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : audit.append(sql, act.catalog, act.entry(result, approvedBy), act.events(done))));
    }

    /** Returns the devices that are another way than they were. */
    private Uni<List<DeviceId>> change(Sql sql, Act act) {
        return switch (act.kind) {
            case BLOCK -> {
                RevocationImpact losses = losses(act.catalog, act.wanted);
                yield sql.list(
                        losses.statement(BLOCK),
                        row -> Columns.device(row, "device_id"),
                        losses.arguments(act.actor, act.reason));
            }
            case UNBLOCK ->
                sql.list(UNBLOCK, row -> Columns.device(row, "device_id"), act.catalog, Columns.devices(act.wanted));
        };
    }

    private RevocationImpact losses(CatalogId catalog, Set<DeviceId> wanted) {
        return new RevocationImpact(catalog, OF_DEVICES, List.of(Columns.devices(wanted), clock.instant()));
    }

    /** Which way. */
    enum Kind {
        BLOCK("BlockDevices", "Blocked ", "DeviceBlocked", Code.BLOCKED),
        UNBLOCK("UnblockDevices", "Unblocked ", "DeviceUnblocked", Code.NOT_BLOCKED);

        private final String action;
        private final String done;
        private final String event;
        private final Code unchanged;

        Kind(String action, String done, String event, Code unchanged) {
            this.action = action;
            this.done = done;
            this.event = event;
            this.unchanged = unchanged;
        }
    }

    /**
     * An act on devices.
     *
     * @param actor in whose name
     * @param catalog whose devices
     * @param wanted which
     * @param reason why
     * @param kind which way
     */
    record Act(String actor, CatalogId catalog, Set<DeviceId> wanted, String reason, Kind kind) {
        private Act of(Set<DeviceId> devices) {
            return new Act(actor, catalog, devices, reason, kind);
        }

        private List<Event> events(List<DeviceId> done) {
            return done.stream()
                    .map(device -> Event.of(kind.event, device.text(), Map.of("reason", reason))
                            .making(Change.Kind.DEVICE, device.text()))
                    .toList();
        }

        private AuditEntry entry(BlockResult result, @Nullable Approver approvedBy) {
            return AuditEntry.by(actor, kind.action, subject(), sentence(result))
                    .approvedBy(approvedBy)
                    .because(reason)
                    .changing("blocked", kind == Kind.UNBLOCK, kind == Kind.BLOCK);
        }

        private String subject() {
            return wanted.size() == 1 ? wanted.iterator().next().text() : wanted.size() + " devices";
        }

        private String sentence(BlockResult result) {
            return kind.done + result.changed() + (result.changed() == 1 ? " device" : " devices")
                    + (result.refused().isEmpty()
                            ? ""
                            : ", left out " + result.refused().size())
                    + ": " + reason;
        }
    }

    private static Uni<BlockResult> result(Sql sql, Act act, List<DeviceId> done) {
        return NamedDevices.present(sql, act.catalog, act.wanted).map(here -> result(act, done, new HashSet<>(here)));
    }

    private static BlockResult result(Act act, List<DeviceId> done, Set<DeviceId> here) {
        Set<DeviceId> changed = new HashSet<>(done);
        return new BlockResult(
                done.size(),
                act.wanted.stream()
                        .filter(device -> !changed.contains(device))
                        .map(device -> refusal(device, here.contains(device) ? act.kind.unchanged : Code.NOT_FOUND))
                        .toList());
    }

    private static BlockResult.Refusal refusal(DeviceId device, Code code) {
        return new BlockResult.Refusal(device, code, code.reason());
    }

    private static Set<DeviceId> checkWithReason(BlockRequest request) {
        return check(request, Reasons.check(new Checks(), request.reason()));
    }

    private static Set<DeviceId> check(BlockRequest request, Checks checks) {
        checks.size("deviceIds", request.deviceIds(), 1, BlockRequest.MOST).done();
        return new LinkedHashSet<>(request.deviceIds());
    }
}
