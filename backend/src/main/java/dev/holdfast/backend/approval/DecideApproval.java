package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.operator.approval.ApprovalDecision;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Approves or rejects a request, or withdraws it for the requester. An approved command runs in the same transaction. */
@ApplicationScoped
public class DecideApproval {
    /** Most rows that an approved command may change. */
    private static final int MAX_ROWS = 20_000;

    private static final String DECIDE = """
            update approval set state = $3, decided_by = $4, decided_at = $5, decision_comment = $6
            where catalog_id = $1 and approval_id = $2""";

    private static final Work<Void> NOTHING = tx -> Uni.createFrom().voidItem();

    private final Transactions transactions;
    private final PreviewApproval previewApproval;

    DecideApproval(Transactions transactions, PreviewApproval previewApproval) {
        this.transactions = transactions;
        this.previewApproval = previewApproval;
    }

    /** A decision on approval {@code id}. {@code state} is the new state: approved, rejected or withdrawn. */
    private record Decision(Caller caller, UUID id, ApprovalState state, ApprovalDecision request) {
        boolean approves() {
            return state == ApprovalState.APPROVED;
        }
    }

    /** Returns the decided approval; fails with {@code forbidden}, or with {@code conflict} if it is not pending or its effect changed. */
    public Uni<ApprovalView> decide(
            Caller caller, CatalogId catalog, UUID approval, ApprovalState state, ApprovalDecision request) {
        Decision decision = new Decision(caller, approval, state, request);
        return decision.approves()
                ? Commands.repeatIfOutdated(
                        () -> prepare(catalog, decision).chain(work -> decide(catalog, decision, work)))
                : decide(catalog, decision, NOTHING);
    }

    /** Does slow work, such as signing, before the transaction, and only if the effect is still the one that the approver saw. */
    private Uni<? extends Work<?>> prepare(CatalogId catalog, Decision decision) {
        return transactions
                .inCatalog(
                        catalog,
                        tx -> StoredApproval.find(tx, decision.id())
                                .call(found -> admit(tx, found, decision))
                                .call(found -> requireSameEffect(tx, found, decision)))
                .chain(found -> previewApproval.stored(found).prepare(found.view()::requestedBy, catalog));
    }

    private Uni<ApprovalView> decide(CatalogId catalog, Decision decision, Work<?> work) {
        return transactions
                .forRows(
                        decision.caller(),
                        catalog,
                        MAX_ROWS,
                        tx -> StoredApproval.lock(tx, decision.id())
                                .chain(found -> decide(tx, found, decision, work))
                                .chain(() -> StoredApproval.find(tx, decision.id()))
                                .map(StoredApproval::view))
                .onFailure(ProblemException.class)
                .call(work::refused)
                .call(work::committed);
    }

    private Uni<Void> decide(Tx tx, StoredApproval found, Decision decision, Work<?> work) {
        return admit(tx, found, decision)
                .chain(() -> decision.approves()
                        ? requireSameEffect(tx, found, decision)
                        : Uni.createFrom().voidItem())
                .chain(() -> tx.update(
                        DECIDE,
                        tx.catalog(),
                        decision.id(),
                        decision.state(),
                        decision.caller().name(),
                        tx.now(),
                        decision.request().comment()))
                .chain(() -> decision.approves()
                        ? perform(tx, found, decision, work)
                        : Uni.createFrom().voidItem())
                .chain(() -> record(tx, found.view(), decision));
    }

    /** Checks role and state, and for an approval that the approver is independent of the requester. */
    private static Uni<Void> admit(Tx tx, StoredApproval found, Decision decision) {
        found.requireMayDecide(decision.caller(), decision.state());
        return decision.approves()
                ? found.requireIndependentApprover(tx, decision.caller())
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> requireSameEffect(Tx tx, StoredApproval found, Decision decision) {
        return previewApproval.requireSameEffect(
                tx, decision.caller(), found, decision.request().previewTag());
    }

    /** Performs the command as the requester; the audit entry holds the origin of the request. */
    private static Uni<Void> perform(Tx tx, StoredApproval found, Decision decision, Work<?> work) {
        Caller caller = decision.caller();
        return found.commonInviter(tx, caller)
                .map(inviter -> tx.approved(found.requester(), new Approver(caller.name(), inviter.orElse(null))))
                .chain(approved -> RequestOrigin.with(
                        tx, found.origin().approvedBy(caller.subject().key()), () -> work.perform(approved)))
                .replaceWithVoid();
    }

    private static Uni<Void> record(Tx tx, ApprovalView approval, Decision decision) {
        String word = decision.state().name().toLowerCase(Locale.ROOT);
        String comment = decision.request().comment();
        return tx.audit(
                tx.entry(
                                "DecideApproval",
                                approval.subject(),
                                "%s the request of %s: %s Reason: %s"
                                        .formatted(
                                                word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1),
                                                approval.requestedBy(),
                                                approval.summary(),
                                                comment))
                        .because(comment)
                        .changing("state", "PENDING", decision.state().name()),
                Event.of(
                        "ApprovalDecided",
                        approval.id().toString(),
                        Map.of(
                                "operation",
                                approval.operation().name(),
                                "decision",
                                decision.state().name())));
    }
}
