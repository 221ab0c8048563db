package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;

/** What an act does once it is approved. Implementations are beans, one for each act. */
public interface ApprovedAct {
    /** Returns which act. */
    ApprovalAct act();

    /** Does it in the transaction of the approval; fails with a conflict, and nothing is approved, when it cannot. */
    Uni<Void> perform(Sql sql, CatalogId catalog, Approved approved);

    /**
     * An act that was approved.
     *
     * @param subject what it is done to
     * @param payload what the feature wrote when it asked
     * @param requestedBy who asked for it
     * @param approvedBy the second person
     * @param comment why, by who asked
     */
    record Approved(String subject, JsonObject payload, String requestedBy, String approvedBy, String comment) {}
}
