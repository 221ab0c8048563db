package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.outbox.Outbox;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.ProposedPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which acts need a second person, and what asks for one; {@link ListApprovals} tells what waits. */
@ApplicationScoped
public class Approvals {
    /** What {@link #view} reads. */
    static final String VIEW = """
            approval_id, act, subject, summary, requested_by, requested_at, expires_at, decided_by, decided_at, comment, answer,
            effect, policy, case when state = 'PENDING' and expires_at <= $2 then 'EXPIRED' else state end as state""";

    private static final Duration LIFE = Duration.ofDays(7);
    private static final String REQUIRED =
            "select 1 from approval_rule where catalog_id = $1 and act = any ($2) limit 1";
    /** One person, with however many tokens, shall not keep others from asking. */
    private static final int MOST_OF_ONE = 100;
    /** Nobody decides more than that. */
    private static final int MOST = 1_000;

    private static final String WAITING = """
            select requested_by from approval
            where catalog_id = $1 and act = $2 and subject = $3 and part = $4 and state = 'PENDING'""";
    private static final String ADD = """
            insert into approval (catalog_id, approval_id, act, subject, summary, payload, state, requested_by, barred,
                requested_at, expires_at, comment, policy, effect, requester, token, product_id, group_id, barred_subjects,
                part)
            values ($1, $2, $3, $4, $5, $6::text::jsonb, 'PENDING', $7, $8, $9, $10, $11, $12::text::jsonb, $13,
                $14::text::jsonb, $15, $16, $17, $18, $19)""";

    private final ExpireApprovals expireApprovals;
    private final Outbox outbox;
    private final Clock clock;

    Approvals(ExpireApprovals expireApprovals, Outbox outbox, Clock clock) {
        this.expireApprovals = expireApprovals;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Returns whether an act needs a second person in a catalog. */
    public Uni<Boolean> required(Sql sql, CatalogId catalog, ApprovalAct act) {
        return sql.find(REQUIRED, row -> true, catalog, Columns.texts(act.neededWith(), ApprovalAct::name))
                .map(found -> found.isPresent());
    }

    /**
     * Fails where an act needs a second person by now: asked again in the transaction that does it, where whether it does was asked in another
     * one.
     */
    public Uni<Void> requireNone(Sql sql, CatalogId catalog, ApprovalAct act) {
        return required(sql, catalog, act)
                .invoke(required -> {
                    if (required) {
                        throw neededByNow();
                    }
                })
                .replaceWithVoid();
    }

    /** Says that a second person is needed who was not when it was asked. */
    public static ProblemException neededByNow() {
        return ProblemException.conflict(
                "Since just now this needs a second person here. Try again, and one will be asked.");
    }

    /** Asks for a second person; fails with a conflict when the same waits already. The caller appends the audit entry. */
    public Uni<ApprovalView> request(Sql sql, CatalogId catalog, Caller caller, ApprovalRequest request) {
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        return expireApprovals
                .expire(sql, catalog)
                .chain(() -> requireNoneWaits(sql, catalog, request))
                .chain(() -> requireFew(sql, catalog, caller))
                .chain(() -> add(sql, catalog, caller, id, now, request))
                .chain(() -> outbox.append(
                        sql,
                        catalog,
                        Event.of(
                                "ApprovalRequested",
                                id.toString(),
                                Map.of("act", request.act().name(), "subject", request.subject()))))
                .replaceWith(() -> view(id, now, caller, request));
    }

    private static Uni<Void> requireNoneWaits(Sql sql, CatalogId catalog, ApprovalRequest request) {
        return sql.find(
                        WAITING,
                        row -> row.getString("requested_by"),
                        catalog,
                        request.act(),
                        request.subject(),
                        request.part())
                .invoke(waiting -> waiting.ifPresent(who -> {
                    throw ProblemException.conflict(
                            "Something of this kind for " + request.subject() + ", asked for by " + who
                                    + ", waits for a second person already. Let someone decide it, or let " + who
                                    + " withdraw it.");
                }))
                .replaceWithVoid();
    }

    private static Uni<Void> requireFew(Sql sql, CatalogId catalog, Caller caller) {
        SqlBuilder waiting = new SqlBuilder(catalog).sql("select count(*) as waiting, count(*) filter (where ");
        Requester.isPerson(waiting, caller);
        waiting.sql(") as own from approval x where x.catalog_id = $1 and x.state = 'PENDING'");
        return sql.one(
                        waiting.text(),
                        row -> row.getLong("own") >= MOST_OF_ONE
                                ? "A hundred acts that you asked for wait"
                                : row.getLong("waiting") >= MOST ? "A thousand acts wait in this catalog" : "",
                        waiting.parameters())
                .invoke(many -> {
                    if (!many.isEmpty()) {
                        throw ProblemException.conflict(many
                                + " for a second person already, and no more can. Let someone decide them, or withdraw"
                                + " yours.");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Integer> add(
            Sql sql, CatalogId catalog, Caller caller, UUID id, Instant now, ApprovalRequest request) {
        Authors authors = Authors.of(request.authors());
        return sql.update(
                ADD,
                catalog,
                id,
                request.act(),
                request.subject(),
                request.summary(),
                new JsonObject(request.payload()).encode(),
                caller.name(),
                authors.namesColumn(),
                now,
                now.plus(LIFE),
                request.comment(),
                written(request.policy()),
                Columns.texts(request.effect(), line -> line),
                Requester.written(caller.mandate()),
                caller.token(),
                request.place().product(),
                request.place().group(),
                authors.subjectsColumn(),
                request.part());
    }

    private static ApprovalView view(UUID id, Instant now, Caller caller, ApprovalRequest request) {
        return new ApprovalView(
                id,
                request.act(),
                request.subject(),
                request.summary(),
                ApprovalState.PENDING,
                caller.name(),
                now,
                now.plus(LIFE),
                null,
                null,
                request.comment(),
                null,
                request.effect(),
                request.policy());
    }

    private static @Nullable String written(@Nullable ProposedPolicy policy) {
        return policy == null ? null : JsonObject.mapFrom(policy).encode();
    }

    static ApprovalView view(Row row) {
        return new ApprovalView(
                row.getUUID("approval_id"),
                ApprovalAct.valueOf(row.getString("act")),
                row.getString("subject"),
                row.getString("summary"),
                ApprovalState.valueOf(row.getString("state")),
                row.getString("requested_by"),
                Columns.instant(row, "requested_at"),
                Columns.instant(row, "expires_at"),
                row.getString("decided_by"),
                Columns.instantOrNull(row, "decided_at"),
                row.getString("comment"),
                row.getString("answer"),
                List.of(row.getArrayOfStrings("effect")),
                row.getValue("policy") instanceof JsonObject policy ? policy.mapTo(ProposedPolicy.class) : null);
    }
}
