package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAnswer;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.identity.Act;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A second person approves or rejects; or the first one withdraws. What is approved is done in the same transaction. */
@ApplicationScoped
public class DecideApproval {
    /** What is approved may be about so many devices. */
    private static final int MOST_ROWS = 20_000;

    private static final String DECIDE = """
            update approval set state = $3, decided_by = $4, decided_at = $5, answer = $6
            where catalog_id = $1 and approval_id = $2""";

    private final Transactions transactions;
    private final PreviewApproval previewApproval;
    private final AuditLog audit;
    private final Clock clock;

    DecideApproval(Transactions transactions, PreviewApproval previewApproval, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.previewApproval = previewApproval;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the approval as it is then; fails with {@code forbidden} for whoever may not decide so. */
    public Uni<ApprovalView> decide(
            Caller caller, CatalogId catalog, UUID approval, ApprovalState decision, ApprovalAnswer answer) {
        return Uni.createFrom()
                .item(() -> new Checks().line("comment", answer.comment(), 1, Reason.MAX_COMMENT))
                .invoke(Checks::done)
                .chain(() -> prepare(caller, catalog, approval, decision, answer.seen()))
                .chain(prepared -> transactions
                        .ofMany(
                                catalog,
                                MOST_ROWS,
                                sql -> FoundApproval.lock(sql, catalog, approval, clock.instant())
                                        .call(found -> admit(sql, caller, found, decision))
                                        .call(found -> decision == ApprovalState.APPROVED
                                                ? requireSame(sql, caller, catalog, found, answer.seen())
                                                : Uni.createFrom().voidItem())
                                        .call(found -> write(sql, catalog, caller, found, decision, answer.comment()))
                                        .call(found -> perform(sql, catalog, caller, found, decision, prepared))
                                        .call(found -> tell(sql, catalog, caller, found, decision, answer.comment()))
                                        .chain(() -> FoundApproval.find(sql, catalog, approval, clock.instant()))
                                        .map(FoundApproval::view))
                        .call(done -> decision == ApprovalState.APPROVED
                                ? previewApproval.feature(done.act()).performed(catalog, prepared)
                                : Uni.createFrom().voidItem()));
    }

    /** What takes a signature, before the transaction, and not for an effect that nobody saw. */
    private Uni<Object> prepare(
            Caller caller, CatalogId catalog, UUID approval, ApprovalState decision, @Nullable String seen) {
        if (decision != ApprovalState.APPROVED) {
            return Uni.createFrom().item(ApprovedAct.NOTHING);
        }
        return transactions
                .inCatalog(
                        catalog,
                        sql -> FoundApproval.find(sql, catalog, approval, clock.instant())
                                .call(found -> admit(sql, caller, found, decision))
                                .call(found -> requireSame(sql, caller, catalog, found, seen)))
                .chain(found -> previewApproval.feature(found.view().act()).prepare(catalog, found.asked()));
    }

    /** Who decides may: by role, and as a second person. */
    private static Uni<Void> admit(Sql sql, Caller caller, FoundApproval found, ApprovalState decision) {
        found.admit(caller, decision);
        return decision == ApprovalState.APPROVED
                ? SecondPerson.require(sql, caller, found)
                : Uni.createFrom().voidItem();
    }

    /** Of both, the role where it is now; of the act, the effect. */
    private Uni<Void> requireSame(
            Sql sql, Caller caller, CatalogId catalog, FoundApproval found, @Nullable String seen) {
        return previewApproval
                .requireStillAllowed(sql, caller, Act.APPROVE, catalog, found)
                .chain(() -> previewApproval.requireSeen(
                        sql,
                        catalog,
                        found,
                        seen == null ? PreviewApproval.tag(found.view().effect()) : seen));
    }

    private Uni<Void> write(
            Sql sql, CatalogId catalog, Caller caller, FoundApproval found, ApprovalState decision, String comment) {
        return sql.update(DECIDE, catalog, found.view().id(), decision, caller.name(), clock.instant(), comment)
                .replaceWithVoid();
    }

    private Uni<Void> perform(
            Sql sql, CatalogId catalog, Caller caller, FoundApproval found, ApprovalState decision, Object prepared) {
        if (decision != ApprovalState.APPROVED) {
            return Uni.createFrom().voidItem();
        }
        return SecondPerson.invitedBoth(sql, caller, found)
                .map(inviter -> new ApprovedAct.Approved(
                        found.asked(),
                        found.view().requestedBy(),
                        new Approver(caller.name(), inviter.orElse(null)),
                        found.view().comment(),
                        prepared))
                .chain(approved -> RequestOrigin.elsewhere(
                        sql,
                        found.from(),
                        () -> previewApproval.feature(found.view().act()).perform(sql, catalog, approved)));
    }

    private Uni<Void> tell(
            Sql sql, CatalogId catalog, Caller caller, FoundApproval found, ApprovalState decision, String comment) {
        ApprovalView approval = found.view();
        String word = decision.name().toLowerCase(Locale.ROOT);
        return audit.append(
                sql,
                catalog,
                AuditEntry.by(
                                caller.name(),
                                "DecideApproval",
                                approval.subject(),
                                "%s what %s asked for: %s Because: %s"
                                        .formatted(
                                                word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1),
                                                approval.requestedBy(),
                                                approval.summary(),
                                                comment))
                        .because(comment)
                        .changing("state", "PENDING", decision.name()),
                List.of(Event.of(
                        "ApprovalDecided",
                        approval.id().toString(),
                        Map.of("act", approval.act().name(), "decision", decision.name()))));
    }
}
