package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.audit.AuditedAct;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import dev.holdfast.contract.operator.approval.ApprovalRulesChange;
import dev.holdfast.contract.operator.approval.NewApprovalRules;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/**
 * Says which acts need a second person. A rule is made at once; taking it away needs a second person itself, or one alone
 * could do what needs two.
 */
@ApplicationScoped
public class ChangeApprovalRules implements ApprovedAct {
    private static final String ACTION = "ChangeApprovalRules";
    private static final String SUBJECT = "activate-policy";
    private static final String ADD =
            "insert into approval_rule (catalog_id, act) values ($1, $2) on conflict do nothing";
    private static final String TAKE = "delete from approval_rule where catalog_id = $1 and act = $2";

    private final Transactions transactions;
    private final Approvals approvals;
    private final AuditLog audit;

    ChangeApprovalRules(Transactions transactions, Approvals approvals, AuditLog audit) {
        this.transactions = transactions;
        this.approvals = approvals;
        this.audit = audit;
    }

    /** Returns the rules of a catalog. */
    public Uni<ApprovalRules> rules(CatalogId catalog) {
        return transactions.sqlInCatalog(catalog, sql -> rules(sql, catalog));
    }

    /** Changes the rules, or asks for a second person. */
    public Uni<ApprovalRulesChange> change(Caller caller, CatalogId catalog, NewApprovalRules wanted) {
        return Uni.createFrom()
                .item(() -> new Checks()
                        .that(wanted.activatePolicy() != null, "activatePolicy", "is missing")
                        .line("comment", wanted.comment(), 1, DecideApproval.MAX_COMMENT))
                .invoke(Checks::done)
                .chain(() -> transactions.sqlInCatalog(
                        catalog, sql -> rules(sql, catalog).chain(now -> change(sql, catalog, caller, now, wanted))));
    }

    private Uni<ApprovalRulesChange> change(
            Sql sql, CatalogId catalog, Caller caller, ApprovalRules now, NewApprovalRules wanted) {
        if (now.activatePolicy().equals(wanted.activatePolicy())) {
            return Uni.createFrom().item(new ApprovalRulesChange(now, null));
        }
        if (wanted.activatePolicy()) {
            return sql.update(ADD, catalog, ApprovalAct.ACTIVATE_POLICY)
                    .chain(() -> audit.append(
                            sql,
                            catalog,
                            AuditedAct.by(
                                            caller.name(),
                                            ACTION,
                                            SUBJECT,
                                            "From now on, activating a policy needs a second person. Because: "
                                                    + wanted.comment())
                                    .because(wanted.comment())
                                    .changing("activatePolicy", false, true)))
                    .replaceWith(new ApprovalRulesChange(new ApprovalRules(true), null));
        }
        return approvals
                .request(
                        sql,
                        catalog,
                        caller,
                        new Approvals.Request(
                                act(),
                                SUBJECT,
                                "Activating a policy would not need a second person any more.",
                                Map.of(),
                                List.of(),
                                wanted.comment(),
                                null))
                .call(() -> audit.append(
                        sql,
                        catalog,
                        AuditedAct.by(
                                        caller.name(),
                                        ACTION,
                                        SUBJECT,
                                        "Asked that activating a policy does not need a second person any more. Because: "
                                                + wanted.comment())
                                .because(wanted.comment())))
                .map(approval -> new ApprovalRulesChange(now, approval));
    }

    private Uni<ApprovalRules> rules(Sql sql, CatalogId catalog) {
        return approvals.required(sql, catalog, ApprovalAct.ACTIVATE_POLICY).map(ApprovalRules::new);
    }

    @Override
    public ApprovalAct act() {
        return ApprovalAct.CHANGE_APPROVAL_RULES;
    }

    @Override
    public Uni<Void> perform(Sql sql, CatalogId catalog, Approved approved) {
        return sql.update(TAKE, catalog, ApprovalAct.ACTIVATE_POLICY).replaceWithVoid();
    }
}
