package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.RolesNow;
import dev.holdfast.backend.tenancy.authority.Authority;
import dev.holdfast.backend.tenancy.authority.Place;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * An approval, with what others do not see of it.
 *
 * @param view what others see
 * @param payload what the feature wrote
 * @param barred who may not approve it, in lower case
 * @param requester who asked; empty of those that were asked for before Holdfast kept it
 * @param place where they must be allowed to do it
 */
record FoundApproval(
        ApprovalView view, JsonObject payload, List<String> barred, Optional<Requester> requester, Place place) {
    private static final String FIND = Approvals.VIEW + " and approval_id = $3";
    private static final String LOCK = FIND + " for update";

    static Uni<FoundApproval> find(Sql sql, CatalogId catalog, UUID id, Instant now) {
        return find(sql, FIND, catalog, id, now);
    }

    /** Nobody else decides it until the commit. */
    static Uni<FoundApproval> lock(Sql sql, CatalogId catalog, UUID id, Instant now) {
        return find(sql, LOCK, catalog, id, now);
    }

    private static Uni<FoundApproval> find(Sql sql, String query, CatalogId catalog, UUID id, Instant now) {
        return sql.find(query, row -> read(row, catalog), catalog, now, id)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Approval " + id)));
    }

    private static FoundApproval read(Row row, CatalogId catalog) {
        return new FoundApproval(
                Approvals.view(row),
                (JsonObject) row.getValue("payload"),
                Arrays.asList(row.getArrayOfStrings("barred")),
                Optional.ofNullable((JsonObject) row.getValue("requester")).map(Requester::read),
                new Place(catalog, row.getUUID("product_id"), row.getUUID("group_id")));
    }

    ApprovedAct.Asked asked() {
        return new ApprovedAct.Asked(view.act(), view.subject(), payload);
    }

    /** Fails unless the caller may decide so. */
    void admit(Caller caller, ApprovalState decision) {
        if (view.state() != ApprovalState.PENDING) {
            throw ProblemException.conflict("It does not wait any more: it is "
                    + view.state().name().toLowerCase(Locale.ROOT) + ". Ask for it again if it is still wanted.");
        }
        boolean own = view.requestedBy().equalsIgnoreCase(caller.name())
                || requester.filter(who -> who.is(caller.subject())).isPresent();
        if (decision == ApprovalState.WITHDRAWN && !own) {
            throw refusal("Only " + view.requestedBy() + ", who asked for it, can withdraw it. You can reject it.");
        }
        if (decision == ApprovalState.APPROVED
                && (own || barred.contains(caller.name().toLowerCase(Locale.ROOT)))) {
            throw refusal("You " + (own ? "asked for it" : "wrote what it is about")
                    + " yourself. Let another publisher or owner look at it and approve it.");
        }
    }

    private static ProblemException refusal(String detail) {
        return ProblemException.of(ProblemType.FORBIDDEN, detail);
    }

    /** Fails when who asked may not do it themselves any more: then nobody does it in their name. */
    Uni<Void> requireStillAllowed(Sql sql, RolesNow roles, Instant now) {
        return requester
                .map(who -> authority(sql, roles, who, now)
                        .invoke(authority -> {
                            if (!authority.may(view.act().needs(), place)) {
                                throw ProblemException.conflict(view.requestedBy()
                                        + ", who asked for it, may not do it any more: the role was taken away since, or the"
                                        + " token ended. Reject it; somebody with the role can ask anew.");
                            }
                        })
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static Uni<Authority> authority(Sql sql, RolesNow roles, Requester who, Instant now) {
        String service = who.service();
        return service == null ? roles.ofPerson(sql, who.subject()) : roles.ofService(sql, service, who.subject(), now);
    }
}
