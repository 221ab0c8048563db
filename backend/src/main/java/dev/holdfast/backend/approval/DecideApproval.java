package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.audit.AuditedAct;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalAnswer;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A second person approves or rejects; or the first one withdraws. What is approved is done in the same transaction. */
@ApplicationScoped
public class DecideApproval {
    static final int MAX_COMMENT = 500;

    private static final String FIND = Approvals.VIEW + " and approval_id = $3 for update";
    private static final String DECIDE = """
            update approval set state = $3, decided_by = $4, decided_at = $5, answer = $6
            where catalog_id = $1 and approval_id = $2""";

    private final Transactions transactions;
    private final Map<ApprovalAct, ApprovedAct> acts;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    DecideApproval(Transactions transactions, @All List<ApprovedAct> acts, Outbox outbox, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.acts = acts.stream().collect(Collectors.toUnmodifiableMap(ApprovedAct::act, Function.identity()));
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    private record Found(ApprovalView view, JsonObject payload, List<String> barred) {}

    /** Returns the approval as it is then; fails with {@code forbidden} for whoever may not decide so. */
    public Uni<ApprovalView> decide(
            Caller caller, CatalogId catalog, UUID approval, ApprovalState decision, ApprovalAnswer answer) {
        return Uni.createFrom()
                .item(() -> new Checks().line("comment", answer.comment(), 1, MAX_COMMENT))
                .invoke(Checks::done)
                .chain(() -> transactions.sqlInCatalog(
                        catalog,
                        sql -> find(sql, catalog, approval)
                                .invoke(found -> admit(caller, found, decision))
                                .call(found -> write(sql, catalog, caller, found, decision, answer.comment()))
                                .call(found -> perform(sql, catalog, caller, found, decision))
                                .call(found -> tell(sql, catalog, caller, found, decision, answer.comment()))
                                .chain(() -> find(sql, catalog, approval))
                                .map(Found::view)));
    }

    private Uni<Found> find(Sql sql, CatalogId catalog, UUID approval) {
        return sql.find(
                        FIND,
                        row -> new Found(
                                Approvals.view(row),
                                (JsonObject) row.getValue("payload"),
                                Arrays.asList(row.getArrayOfStrings("barred"))),
                        catalog,
                        clock.instant(),
                        approval)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Approval " + approval)));
    }

    private static void admit(Caller caller, Found found, ApprovalState decision) {
        ApprovalView approval = found.view();
        if (approval.state() != ApprovalState.PENDING) {
            throw ProblemException.conflict("It does not wait any more: it is "
                    + approval.state().name().toLowerCase(Locale.ROOT) + ". Ask for it again if it is still wanted.");
        }
        boolean own = approval.requestedBy().equalsIgnoreCase(caller.name());
        if (decision == ApprovalState.WITHDRAWN && !own) {
            throw refusal("Only " + approval.requestedBy() + ", who asked for it, can withdraw it. You can reject it.");
        }
        if (decision == ApprovalState.APPROVED
                && (own || found.barred().contains(caller.name().toLowerCase(Locale.ROOT)))) {
            throw refusal("You " + (own ? "asked for it" : "wrote what it is about")
                    + " yourself. Let another publisher or owner look at it and approve it.");
        }
    }

    private static ProblemException refusal(String detail) {
        return ProblemException.of(ProblemType.FORBIDDEN, detail);
    }

    private Uni<Void> write(
            Sql sql, CatalogId catalog, Caller caller, Found found, ApprovalState decision, String comment) {
        return sql.update(DECIDE, catalog, found.view().id(), decision, caller.name(), clock.instant(), comment)
                .replaceWithVoid();
    }

    private Uni<Void> perform(Sql sql, CatalogId catalog, Caller caller, Found found, ApprovalState decision) {
        ApprovedAct act = acts.get(found.view().act());
        if (decision != ApprovalState.APPROVED || act == null) {
            return Uni.createFrom().voidItem();
        }
        return act.perform(
                sql,
                catalog,
                new ApprovedAct.Approved(
                        found.view().subject(),
                        found.payload(),
                        found.view().requestedBy(),
                        caller.name(),
                        found.view().comment()));
    }

    private Uni<Void> tell(
            Sql sql, CatalogId catalog, Caller caller, Found found, ApprovalState decision, String comment) {
        ApprovalView approval = found.view();
        String word = decision.name().toLowerCase(Locale.ROOT);
        return outbox.append(
                        sql,
                        catalog,
                        Event.of(
                                "ApprovalDecided",
                                approval.id().toString(),
                                Map.of("act", approval.act().name(), "decision", decision.name())))
                .chain(() -> audit.append(
                        sql,
                        catalog,
                        AuditedAct.by(
                                        caller.name(),
                                        "DecideApproval",
                                        approval.subject(),
                                        "%s what %s asked for: %s Because: %s"
                                                .formatted(
                                                        word.substring(0, 1).toUpperCase(Locale.ROOT)
                                                                + word.substring(1),
                                                        approval.requestedBy(),
                                                        approval.summary(),
                                                        comment))
                                .because(comment)
                                .changing("state", "PENDING", decision.name())));
    }
}
