package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.command.ApprovalGate;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores requests for approval and reads the rules of a catalog. */
@ApplicationScoped
public class Approvals implements ApprovalGate {
    /** Columns of an approval. $2 is the current time, from which an overdue request shows as expired. */
    static final String VIEW = """
            approval_id, operation, subject, part, summary, requested_by, requested_at, expires_at, decided_by, decided_at, comment,
            decision_comment, effect, policy, case when state = 'PENDING' and expires_at <= $2 then 'EXPIRED' else state end as state""";

    private static final Duration LIFE = Duration.ofDays(7);
    /** Maximum number of pending requests of one person, including those of their tokens. */
    private static final int MAX_OF_PERSON = 100;
    /** Maximum number of pending requests of a catalog. */
    private static final int MAX_OF_CATALOG = 1_000;

    private static final String WAITING = """
            select requested_by from approval
            where catalog_id = $1 and operation = $2 and subject = $3 and part = $4 and state = 'PENDING'""";
    private static final String ADD = """
            insert into approval (catalog_id, approval_id, operation, subject, summary, payload, state, requested_by, author_names,
                requested_at, expires_at, comment, policy, effect, requester, token, product_id, group_id, author_subjects,
                part)
            values ($1, $2, $3, $4, $5, $6::text::jsonb, 'PENDING', $7, $8, $9, $10, $11, $12::text::jsonb, $13,
                $14::text::jsonb, $15, $16, $17, $18, $19)""";

    private final ExpireApprovals expireApprovals;
    private final StoredCommands json;

    Approvals(ExpireApprovals expireApprovals, StoredCommands json) {
        this.expireApprovals = expireApprovals;
        this.json = json;
    }

    @Override
    public Uni<Set<ApprovalOperation>> gatedOperations(Tx tx) {
        return ChangeApprovalRules.all(tx).map(rules -> gated(rules.operations()));
    }

    /** Returns the operations that need approval: those with a rule, and those that could bypass a rule. */
    private static Set<ApprovalOperation> gated(List<ApprovalOperation> rules) {
        Set<ApprovalOperation> gated = EnumSet.of(ApprovalOperation.CHANGE_APPROVAL_RULES);
        for (ApprovalOperation operation : ApprovalOperation.values()) {
            if (!Collections.disjoint(operation.neededWith(), rules)) {
                gated.add(operation);
            }
        }
        return gated;
    }

    @Override
    public Uni<ApprovalView> request(
            Tx tx, String command, Plan plan, List<String> effect, @Nullable ProposedPolicy policy) {
        Caller caller = Caller.of(tx);
        ApprovalView view = view(tx, caller, plan, effect, policy);
        return expireApprovals
                .expire(tx)
                .chain(() -> requireNoDuplicate(tx, plan))
                .chain(() -> requireBelowLimit(tx, caller))
                .chain(() -> add(tx, caller, view, plan, json.write(command, plan.request())))
                .chain(() -> tx.audit(
                        tx.entry(command, plan.subject(), "Requested approval: " + plan.summary())
                                .because(plan.reason()),
                        Event.of(
                                "ApprovalRequested",
                                view.id().toString(),
                                Map.of("operation", view.operation().name(), "subject", view.subject()))))
                .replaceWith(view);
    }

    private static Uni<Void> requireNoDuplicate(Tx tx, Plan plan) {
        return tx.find(
                        WAITING,
                        row -> row.getString("requested_by"),
                        tx.catalog(),
                        plan.operation(),
                        plan.subject(),
                        plan.part())
                .invoke(pending -> pending.ifPresent(requester -> {
                    throw ProblemException.conflict(requester + " has already requested this for " + plan.subject()
                            + ", and the request waits for approval. Ask an approver to decide it, or ask " + requester
                            + " to withdraw it.");
                }))
                .replaceWithVoid();
    }

    private static Uni<Void> requireBelowLimit(Tx tx, Caller caller) {
        SqlBuilder pending = new SqlBuilder(tx.catalog()).sql("select count(*) as pending, count(*) filter (where ");
        Requester.addRequestedBy(pending, caller);
        pending.sql(") as own from approval x where x.catalog_id = $1 and x.state = 'PENDING'");
        return tx.one(
                        pending.text(),
                        row -> row.getLong("own") >= MAX_OF_PERSON
                                ? "You have 100 requests"
                                : row.getLong("pending") >= MAX_OF_CATALOG ? "This catalog has 1,000 requests" : "",
                        pending.parameters())
                .invoke(reached -> {
                    if (!reached.isEmpty()) {
                        throw ProblemException.conflict(reached
                                + " that wait for approval, which is the limit. Ask an approver to decide them, or withdraw"
                                + " yours.");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Integer> add(Tx tx, Caller caller, ApprovalView view, Plan plan, String payload) {
        Authors authors = Authors.of(plan.authors());
        return tx.update(
                ADD,
                tx.catalog(),
                view.id(),
                view.operation(),
                view.subject(),
                view.summary(),
                payload,
                view.requestedBy(),
                authors.namesColumn(),
                view.requestedAt(),
                view.expiresAt(),
                view.comment(),
                view.policy() == null ? null : JsonObject.mapFrom(view.policy()).encode(),
                Columns.texts(view.effect(), line -> line),
                Requester.toJson(caller.principal()),
                caller.token(),
                plan.scope().product(),
                plan.scope().group(),
                authors.subjectsColumn(),
                plan.part());
    }

    private static ApprovalView view(
            Tx tx, Caller caller, Plan plan, List<String> effect, @Nullable ProposedPolicy policy) {
        return new ApprovalView(
                UUID.randomUUID(),
                Objects.requireNonNull(plan.operation()),
                plan.subject(),
                plan.summary(),
                ApprovalState.PENDING,
                caller.name(),
                tx.now(),
                tx.now().plus(LIFE),
                null,
                null,
                plan.reason(),
                null,
                effect,
                policy,
                rollout(plan.operation(), plan.part()));
    }

    static ApprovalView view(Row row) {
        ApprovalOperation operation = ApprovalOperation.valueOf(row.getString("operation"));
        return new ApprovalView(
                row.getUUID("approval_id"),
                operation,
                row.getString("subject"),
                row.getString("summary"),
                ApprovalState.valueOf(row.getString("state")),
                row.getString("requested_by"),
                Columns.instant(row, "requested_at"),
                Columns.instant(row, "expires_at"),
                row.getString("decided_by"),
                Columns.instantOrNull(row, "decided_at"),
                row.getString("comment"),
                row.getString("decision_comment"),
                List.of(row.getArrayOfStrings("effect")),
                row.getValue("policy") instanceof JsonObject policy ? policy.mapTo(ProposedPolicy.class) : null,
                rollout(operation, row.getString("part")));
    }

    /** Returns the rollout, which is the part of such a request; a deployment without a rollout has no part. */
    private static @Nullable UUID rollout(@Nullable ApprovalOperation operation, String part) {
        return operation == ApprovalOperation.START_DEPLOYMENT && !part.isEmpty() ? UUID.fromString(part) : null;
    }
}
