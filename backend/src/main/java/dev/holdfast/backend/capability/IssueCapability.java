package dev.holdfast.backend.capability;

import dev.holdfast.backend.approval.ApprovalRequest;
import dev.holdfast.backend.approval.Approvals;
import dev.holdfast.backend.approval.ApprovedAct;
import dev.holdfast.backend.fleet.DeviceScope;
import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.capability.NewCapabilityFile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Issues a capability file for one device, or asks for a second person where the catalog wants two. It is a row that says what may be
 * signed, and what appraisal expects of the device from then on; {@link FetchCapabilityFile} signs it. One that allows nothing takes
 * capabilities away and never waits.
 */
@ApplicationScoped
public class IssueCapability implements ApprovedAct {
    private static final String ACTION = "IssueCapability";

    private final Transactions transactions;
    private final Approvals approvals;
    private final AuditLog audit;
    private final Clock clock;

    IssueCapability(Transactions transactions, Approvals approvals, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.approvals = approvals;
        this.audit = audit;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** It is issued. */
        record Issued(CapabilityFileView file) implements Outcome {}

        /** It waits for a second person. */
        record Waits(ApprovalView approval) implements Outcome {}
    }

    /** Issues, or asks; fails with {@code not-found} when the device is not the catalog's. */
    public Uni<Outcome> issue(Caller caller, CatalogId catalog, DeviceId device, NewCapabilityFile request) {
        return Uni.createFrom()
                .item(() -> Wanted.of(device, request))
                .chain(wanted -> transactions.inCatalog(
                        catalog,
                        sql -> CapabilityRecords.placed(sql, catalog, device)
                                .chain(placed -> needsSecond(sql, catalog, wanted)
                                        .chain(second -> second
                                                ? ask(sql, catalog, caller, placed, wanted)
                                                        .<Outcome>map(Outcome.Waits::new)
                                                : write(sql, catalog, wanted, caller.name(), null)
                                                        .map(Outcome.Issued::new)))));
    }

    private Uni<Boolean> needsSecond(Sql sql, CatalogId catalog, Wanted wanted) {
        return wanted.capabilities().isEmpty()
                ? Uni.createFrom().item(false)
                : approvals.required(sql, catalog, ApprovalAct.ISSUE_CAPABILITY);
    }

    private Uni<ApprovalView> ask(Sql sql, CatalogId catalog, Caller caller, DeviceScope placed, Wanted wanted) {
        String summary = "Issue " + wanted.words() + " for device "
                + wanted.device().shortText() + "…, good for " + wanted.life().toHours() + " h.";
        return approvals
                .request(
                        sql,
                        catalog,
                        caller,
                        new ApprovalRequest(
                                ApprovalAct.ISSUE_CAPABILITY,
                                wanted.device().text(),
                                summary,
                                placed.place(),
                                wanted.written(),
                                wanted.reason(),
                                effect(placed, wanted)))
                .call(() -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        caller.name(),
                                        ACTION,
                                        wanted.device().text(),
                                        "Asked for a second person: " + summary)
                                .because(wanted.reason())));
    }

    private static List<String> effect(DeviceScope placed, Wanted wanted) {
        List<String> effect = new ArrayList<>();
        effect.add(placed.words() + " could be given " + wanted.words() + ", good for "
                + wanted.life().toHours()
                + " h from the approval on. No other device heeds it.");
        effect.addAll(wanted.consequences());
        effect.add("Appraisal expects it of the device as long as the file is good, and no longer.");
        return effect;
    }

    private Uni<CapabilityFileView> write(
            Sql sql, CatalogId catalog, Wanted wanted, String by, @Nullable Approver approvedBy) {
        UUID id = UUID.randomUUID();
        // Files know whole seconds.
        Instant now = clock.instant();
        Instant end = now.plus(wanted.life()).truncatedTo(ChronoUnit.SECONDS);
        return CapabilityRecords.lock(sql, catalog, wanted.device())
                .chain(() -> CapabilityRecords.add(sql, catalog, id, wanted, by, Approver.nameOf(approvedBy), now, end))
                .chain(() -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        by,
                                        ACTION,
                                        wanted.device().text(),
                                        "Issued " + wanted.words() + ", good until " + end + " (file " + id + ").")
                                .approvedBy(approvedBy)
                                .because(wanted.reason())
                                .changing("file", null, id.toString())
                                .changing("capabilities", null, wanted.names())
                                .changing("expiresAt", null, end.toString()),
                        List.of(Event.of(
                                "CapabilityIssued",
                                wanted.device().text(),
                                Map.of("file", id.toString(), "capabilities", wanted.names(), "by", by)))))
                .chain(() -> CapabilityRecords.one(sql, catalog, wanted.device(), id, now));
    }

    @Override
    public List<ApprovalAct> acts() {
        return List.of(ApprovalAct.ISSUE_CAPABILITY);
    }

    @Override
    public Uni<Scope> place(Sql sql, CatalogId catalog, Asked asked) {
        DeviceId device = DeviceId.parse(asked.subject());
        return DeviceScope.find(sql, catalog, device)
                .map(found -> found.orElseThrow(() -> ProblemException.conflict("Device " + device.shortText()
                        + "… is not in the catalog any more. Reject it: nobody opens a device of another.")))
                .map(DeviceScope::place);
    }

    @Override
    public Uni<List<String>> effect(Sql sql, CatalogId catalog, Asked asked) {
        DeviceId device = DeviceId.parse(asked.subject());
        return CapabilityRecords.placed(sql, catalog, device)
                .map(placed -> effect(placed, Wanted.read(device, asked.payload())));
    }

    @Override
    public Uni<Void> perform(Sql sql, CatalogId catalog, Approved approved) {
        DeviceId device = DeviceId.parse(approved.asked().subject());
        return write(
                        sql,
                        catalog,
                        Wanted.read(device, approved.asked().payload()),
                        approved.requestedBy(),
                        approved.approvedBy())
                .replaceWithVoid();
    }
}
