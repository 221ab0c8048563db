package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Removes approval rules. Always needs approval: otherwise one person could remove a rule and then act alone. */
@ApplicationScoped
class WithdrawApprovalRules implements DirectCommand<WithdrawApprovalRules.Request, Void> {
    private static final String WITHDRAW = "delete from approval_rule where catalog_id = $1 and operation = any ($2)";

    /**
     * Request to remove rules.
     *
     * @param operations at least one operation that should no longer need approval
     */
    record Request(Set<ApprovalOperation> operations, String comment) {}

    @Override
    public String name() {
        return ChangeApprovalRules.ACTION;
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.CHANGE_APPROVAL_RULES);
    }

    @Override
    public Uni<Plan> plan(Tx tx, Request request) {
        String summary =
                "Approval would no longer be required for " + ChangeApprovalRules.words(request.operations()) + ".";
        return ChangeApprovalRules.all(tx).map(now -> {
            if (!now.operations().containsAll(request.operations())) {
                throw ProblemException.conflict("Some of these rules have been removed already. Reject the request.");
            }
            return Plan.of(
                    ApprovalOperation.CHANGE_APPROVAL_RULES,
                    ChangeApprovalRules.SUBJECT,
                    summary,
                    Scope.of(tx.catalog()),
                    request.comment(),
                    request,
                    Uni.createFrom().item(List.of(summary)));
        });
    }

    @Override
    public Uni<Void> perform(Tx tx, Request request) {
        return ChangeApprovalRules.lock(tx)
                .call(() -> tx.update(WITHDRAW, tx.catalog(), Columns.texts(request.operations(), Enum::name)))
                .chain(now -> tx.audit(
                        tx.entry(
                                        ChangeApprovalRules.ACTION,
                                        ChangeApprovalRules.SUBJECT,
                                        "Approval is no longer required for "
                                                + ChangeApprovalRules.words(request.operations()) + ".")
                                .because(request.comment())
                                .changing(
                                        "operations",
                                        now.operations(),
                                        List.copyOf(
                                                ChangeApprovalRules.without(now.operations(), request.operations()))),
                        ChangeApprovalRules.changed(
                                ChangeApprovalRules.without(now.operations(), request.operations()))));
    }
}
