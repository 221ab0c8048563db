package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Changes which operations need approval. A rule is added at once; withdrawing one needs approval, see {@link WithdrawApprovalRules}.
 */
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

    /** Returns the rules of a catalog. */
    public Uni<ApprovalRules> rules(CatalogId catalog) {
        return transactions.inCatalog(catalog, ChangeApprovalRules::all);
    }

    static Uni<ApprovalRules> all(Tx tx) {
        return tx.list(RULES, row -> ApprovalOperation.valueOf(row.getString("operation")), tx.catalog())
                .map(operations -> new ApprovalRules(operations.stream().sorted().toList()));
    }

    /** Returns the rules, which nobody else changes until the commit. */
    static Uni<ApprovalRules> lock(Tx tx) {
        return tx.alone("approval rules " + tx.catalog()).chain(() -> all(tx));
    }

    static String words(Collection<ApprovalOperation> operations) {
        return operations.stream().sorted().map(ApprovalOperation::words).collect(Collectors.joining(", "));
    }

    /** Returns the entity tag of rules. */
    static String tag(ApprovalRules rules) {
        return EntityTag.of(rules.operations());
    }

    /**
     * Adds rules, and requests approval to withdraw those that are missing.
     *
     * @param expected the condition of the change
     */
    public Work<ApprovalRulesChange> change(NewApprovalRules wanted, IfMatch expected) {
        new Checks()
                .that(
                        !wanted.operations().contains(ApprovalOperation.CHANGE_APPROVAL_RULES),
                        OPERATIONS,
                        "must not name CHANGE_APPROVAL_RULES, which always needs approval")
                .done();
        return tx -> lock(tx).invoke(now -> expected.require(tag(now)))
                .call(now -> add(tx, now, wanted))
                .chain(now -> withdraw(tx, now, wanted))
                .chain(asked -> all(tx).map(rules -> new ApprovalRulesChange(rules, asked.orElse(null))));
    }

    private static Uni<Void> add(Tx tx, ApprovalRules now, NewApprovalRules wanted) {
        Set<ApprovalOperation> added = without(wanted.operations(), now.operations());
        if (added.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<ApprovalOperation> then = new TreeSet<>(now.operations());
        then.addAll(added);
        return tx.update(ADD, tx.catalog(), Columns.texts(added, Enum::name))
                .chain(() -> tx.audit(tx.entry(
                                ACTION,
                                SUBJECT,
                                "Approval is needed from now on for " + words(added) + ". Because: " + wanted.comment())
                        .because(wanted.comment())
                        .changing(OPERATIONS, now.operations(), List.copyOf(then))));
    }

    private Uni<Optional<ApprovalView>> withdraw(Tx tx, ApprovalRules now, NewApprovalRules wanted) {
        Set<ApprovalOperation> withdrawn = without(now.operations(), wanted.operations());
        return withdrawn.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : commands.request(tx, withdraw, new WithdrawApprovalRules.Request(withdrawn, wanted.comment()))
                        .map(Optional::of);
    }

    static Set<ApprovalOperation> without(Collection<ApprovalOperation> all, Collection<ApprovalOperation> others) {
        Set<ApprovalOperation> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }
}
