package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.approval.ApprovalRulesChange;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.approval.NewApprovalRules;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Changes which operations need approval. A rule is added at once; removing one needs approval ({@link WithdrawApprovalRules}). */
@ApplicationScoped
public class ChangeApprovalRules {
    static final String ACTION = "ChangeApprovalRules";
    static final String SUBJECT = "approval-rules";
    private static final String OPERATIONS = "operations";
    private static final String RULES = "select operation from approval_rule where catalog_id = $1";
    private static final String ADD = """
            insert into approval_rule (catalog_id, operation) select $1, operation from unnest($2::text[]) as operation on conflict do nothing""";

    private final Transactions transactions;
    private final Commands commands;
    private final WithdrawApprovalRules withdraw;

    ChangeApprovalRules(Transactions transactions, Commands commands, WithdrawApprovalRules withdraw) {
        this.transactions = transactions;
        this.commands = commands;
        this.withdraw = withdraw;
    }

    public Uni<ApprovalRules> rules(CatalogId catalog) {
        return transactions.inCatalog(catalog, ChangeApprovalRules::all);
    }

    static Uni<ApprovalRules> all(Tx tx) {
        return tx.list(RULES, row -> ApprovalOperation.valueOf(row.getString("operation")), tx.catalog())
                .map(operations ->
                        new ApprovalRules(operations.stream().sorted().toList()));
    }

    /** Returns the rules and locks them until the commit. */
    static Uni<ApprovalRules> lock(Tx tx) {
        return tx.alone("approval rules " + tx.catalog()).chain(() -> all(tx));
    }

    static String words(Collection<ApprovalOperation> operations) {
        return operations.stream().sorted().map(ApprovalOperation::words).collect(Collectors.joining(", "));
    }

    static String tag(ApprovalRules rules) {
        return EntityTag.of(rules.operations());
    }

    /**
     * Adds new rules, and requests approval to remove the rules that are missing from the request.
     *
     * @param expected {@code If-Match} of the request
     */
    public Work<ApprovalRulesChange> change(NewApprovalRules request, IfMatch expected) {
        new Checks()
                .that(
                        !request.operations().contains(ApprovalOperation.CHANGE_APPROVAL_RULES),
                        OPERATIONS,
                        "must not contain CHANGE_APPROVAL_RULES, which always needs approval")
                .done();
        return tx -> lock(tx).invoke(current -> expected.require(tag(current)))
                .call(current -> add(tx, current, request))
                .chain(current -> withdraw(tx, current, request))
                .chain(approval -> all(tx).map(rules -> new ApprovalRulesChange(rules, approval.orElse(null))));
    }

    private static Uni<Void> add(Tx tx, ApprovalRules current, NewApprovalRules request) {
        Set<ApprovalOperation> added = without(request.operations(), current.operations());
        if (added.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<ApprovalOperation> all = new TreeSet<>(current.operations());
        all.addAll(added);
        return tx.update(ADD, tx.catalog(), Columns.texts(added, Enum::name))
                .chain(() -> tx.audit(
                        tx.entry(
                                        ACTION,
                                        SUBJECT,
                                        "Approval is now required for " + words(added) + ". Reason: "
                                                + request.comment())
                                .because(request.comment())
                                .changing(OPERATIONS, current.operations(), List.copyOf(all)),
                        changed(all)));
    }

    /** Returns the event of a change to these operations. */
    static Event changed(Collection<ApprovalOperation> operations) {
        return Event.of(
                "ApprovalRulesChanged",
                SUBJECT,
                Map.of(OPERATIONS, operations.stream().map(Enum::name).sorted().toList()));
    }

    private Uni<Optional<ApprovalView>> withdraw(Tx tx, ApprovalRules current, NewApprovalRules request) {
        Set<ApprovalOperation> withdrawn = without(current.operations(), request.operations());
        return withdrawn.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : commands.request(tx, withdraw, new WithdrawApprovalRules.Request(withdrawn, request.comment()))
                        .map(Optional::of);
    }

    static Set<ApprovalOperation> without(Collection<ApprovalOperation> all, Collection<ApprovalOperation> others) {
        Set<ApprovalOperation> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }
}
