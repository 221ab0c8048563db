package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalRules;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.stream.Collectors;

/** Approval rules in the database. */
final class ApprovalRuleRows {
    private static final String RULES = "select act from approval_rule where catalog_id = $1";

    private ApprovalRuleRows() {}

    /** Returns the rules of the catalog. */
    static Uni<ApprovalRules> all(Tx tx) {
        return tx.list(RULES, row -> ApprovalAct.valueOf(row.getString("act")), tx.catalog())
                .map(acts -> new ApprovalRules(acts.stream().sorted().toList()));
    }

    /** Returns the rules, which nobody else changes until the commit. */
    static Uni<ApprovalRules> lock(Tx tx) {
        return tx.alone("approval rules " + tx.catalog()).chain(() -> all(tx));
    }

    static String words(Collection<ApprovalAct> acts) {
        return acts.stream().sorted().map(ApprovalAct::words).collect(Collectors.joining(", "));
    }
}
