package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What an act does once it is approved. Implementations are beans; each does one act or several. */
public interface ApprovedAct {
    /** What is prepared when there is nothing to prepare. */
    Object NOTHING = List.of();

    /** Returns which acts. */
    List<ApprovalAct> acts();

    /**
     * Returns where what it is about is now, which can be another group than when it was asked for: whoever asked must be allowed to do
     * it there. Fails with a conflict that says why when it is nowhere any more.
     */
    default Uni<Scope> place(Sql sql, CatalogId catalog, Asked asked) {
        return Uni.createFrom().item(asked.place());
    }

    /**
     * Tells what it would do if it were done now, a sentence each and always in the same words, since an approval of one effect
     * is none of another. Fails with a problem that says why when it cannot be done. What cannot change between asking and
     * approving without failing may tell nothing.
     */
    default Uni<List<String>> effect(Sql sql, CatalogId catalog, Asked asked) {
        return Uni.createFrom().item(List.of());
    }

    /** Does outside of any transaction what must not be done in one, such as signing; returns what {@link #perform} needs of it. */
    default Uni<Object> prepare(CatalogId catalog, Asked asked) {
        return Uni.createFrom().item(NOTHING);
    }

    /** Does it in the transaction of the approval; fails with a conflict, and nothing is approved, when it cannot. */
    Uni<Void> perform(Sql sql, CatalogId catalog, Approved approved);

    /**
     * What is done when the transaction of the approval is over: told to caches, say.
     *
     * @param prepared what {@link #prepare} returned
     */
    default Uni<Void> performed(CatalogId catalog, Object prepared) {
        return Uni.createFrom().voidItem();
    }

    /**
     * An act that somebody asked for.
     *
     * @param act which
     * @param subject what it is done to
     * @param payload what the feature wrote when it asked
     * @param place where that was then
     */
    record Asked(ApprovalAct act, String subject, JsonObject payload, Scope place) {}

    /**
     * An act that was approved.
     *
     * @param asked what was asked for
     * @param requestedBy who asked for it
     * @param approvedBy the second person
     * @param comment why, by who asked; empty where they did not say so
     * @param prepared what {@link #prepare} returned
     */
    record Approved(Asked asked, String requestedBy, Approver approvedBy, String comment, Object prepared) {}
}
