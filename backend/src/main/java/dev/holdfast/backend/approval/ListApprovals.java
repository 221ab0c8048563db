package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.CallerListing;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.authority.ScopeFilter;
import dev.holdfast.contract.operator.approval.ApprovalFields;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.identity.Permission;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Requests for approval, newest first. */
@Singleton
public class ListApprovals extends KeysetList<ApprovalView> implements CallerListing<ApprovalView> {
    private static final String MINE = "mine";

    // Leaves out the payload, which can be megabytes.
    private static final String ROWS = "select " + Approvals.VIEW
            + ", requester, token, product_id, group_id, state = 'PENDING' as is_pending from approval where catalog_id = $1";

    ListApprovals(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "approvals",
                        ApprovalView.class,
                        ApprovalFields.VOCABULARY,
                        fields((condition, word) -> condition.sql("false"))::on,
                        Order.Choice.of(
                                new Order.Key("at", "x.requested_at", "timestamptz"),
                                new Order.Key("id", "x.approval_id", "uuid"),
                                true),
                        ROWS,
                        each(Approvals::view)));
    }

    /** Returns the approvals in the scopes that the caller can read. */
    @Override
    public Pages<ApprovalView> pages(Caller caller, CatalogId catalog, @Nullable String filter, @Nullable String sort) {
        List<Scope> scopes = caller.authority().scopesIn(catalog, Permission.READ);
        return pages(
                catalog,
                filter(filter),
                order(sort),
                found -> ScopeFilter.narrow(found, scopes),
                fields((condition, word) -> addMine(condition, caller))::on);
    }

    private static FieldColumns fields(BiConsumer<SqlBuilder, String> mine) {
        return new FieldColumns()
                .any("is", (condition, word) -> {
                    if (word.equals(MINE)) {
                        mine.accept(condition, word);
                    } else {
                        condition.sql("lower(x.state) = ").value(word, "text");
                    }
                })
                .whole("operation", "x.operation")
                .part("subject", "x.subject")
                .whole("by", "x.requested_by")
                .whole("decider", "coalesce(x.decided_by, '')")
                .ago("at", "x.requested_at")
                .words("x.subject", "x.summary", "x.comment", "coalesce(x.decision_comment, '')");
    }

    /** Adds the condition of requests that the caller can withdraw: the person's requests, and for a token only its own. */
    private static void addMine(SqlBuilder found, Caller caller) {
        Requester.addRequestedBy(found, caller);
        if (caller.token() != null) {
            found.sql(" and coalesce(x.token = ").value(caller.token(), "bytea").sql(", false)");
        }
    }

    /** If the filter selects only pending approvals, adds the condition of the partial index on these. */
    @Override
    protected void narrow(SqlBuilder condition, Filter filter, Instant now) {
        if (filter.terms().stream().anyMatch(ListApprovals::isPendingOnly)) {
            condition.sql(" and x.is_pending");
        }
    }

    private static boolean isPendingOnly(Filter.Term term) {
        return term instanceof Filter.Field field
                && !field.negated()
                && field.field().equals("is")
                && field.values().stream()
                        .allMatch(value -> value.operand().equalsIgnoreCase(ApprovalState.PENDING.name()));
    }
}
