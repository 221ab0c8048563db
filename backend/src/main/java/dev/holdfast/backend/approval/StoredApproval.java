package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.RequestOrigin;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.DelegatedPrincipal;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.person.Invitations;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A stored approval, including what the API does not show.
 *
 * @param payload the command, see {@link StoredCommands}
 * @param authors authors of the policy that the command activates, who cannot approve; none for other commands
 * @param origin address and token of the request
 * @param scope of the subject at the time of the request
 */
record StoredApproval(
        ApprovalView view,
        JsonObject payload,
        Authors authors,
        DelegatedPrincipal requester,
        RequestOrigin origin,
        Scope scope) {
    private static final String FIND = "select " + Approvals.VIEW + ", " + RequestOrigin.COLUMNS + """
            , payload, author_names, author_subjects, requester, token, product_id, group_id
            from approval where catalog_id = $1 and approval_id = $3""";
    private static final String LOCK = FIND + " for update";

    static Uni<StoredApproval> find(Tx tx, UUID id) {
        return find(tx, FIND, id);
    }

    /** Finds an approval and locks it until the commit. */
    static Uni<StoredApproval> lock(Tx tx, UUID id) {
        return find(tx, LOCK, id);
    }

    private static Uni<StoredApproval> find(Tx tx, String query, UUID id) {
        return tx.find(query, row -> read(row, tx.catalog()), tx.catalog(), tx.now(), id)
                .map(found -> found.orElseThrow(() -> unknown(id)));
    }

    private static StoredApproval read(Row row, CatalogId catalog) {
        return new StoredApproval(
                Approvals.view(row),
                (JsonObject) row.getValue("payload"),
                Authors.read(row),
                Requester.read(row),
                RequestOrigin.read(row),
                new Scope(catalog, row.getUUID("product_id"), row.getUUID("group_id")));
    }

    /** Fails with {@code not-found} if the caller cannot read its scope. */
    void requireVisible(Caller caller) {
        if (!caller.authority().may(Permission.READ, scope)) {
            throw unknown(view.id());
        }
    }

    /** Fails unless the caller may make this decision. */
    void requireMayDecide(Caller caller, ApprovalState decision) {
        requireVisible(caller);
        if (view.state() != ApprovalState.PENDING) {
            throw ProblemException.conflict("This request is "
                    + view.state().name().toLowerCase(Locale.ROOT) + ". To perform the operation, request it again.");
        }
        boolean own = Requester.is(requester, caller);
        if (decision == ApprovalState.WITHDRAWN && !own) {
            throw refusal("Only " + view.requestedBy() + " can withdraw this request. You can reject it.");
        }
        if (decision == ApprovalState.WITHDRAWN && !requestedWithTokenOf(caller)) {
            throw refusal("A token can withdraw only its own requests. Sign in to withdraw this one.");
        }
        if (decision != ApprovalState.WITHDRAWN && !caller.authority().may(Permission.APPROVE, scope)) {
            throw refusal(
                    "Your role does not permit this decision. Ask an approver, a publisher or an owner of the product or"
                            + " group in this request.");
        }
        if (decision == ApprovalState.APPROVED && (own || authors.include(caller))) {
            throw refusal("You " + (own ? "requested this" : "wrote the policy in this request")
                    + ", so you cannot approve it. Ask another publisher or owner to approve it.");
        }
    }

    /** A token may withdraw only its own requests; a person may withdraw all of theirs. */
    private boolean requestedWithTokenOf(Caller caller) {
        return caller.token() == null || Objects.equals(caller.token(), requester.token());
    }

    /** Fails if the requester or an author may be the same person as the approver. An inviter sees the first password of an account. */
    Uni<Void> requireIndependentApprover(Tx tx, Caller caller) {
        return requireOtherPerson(tx, caller, requesterId(), view.requestedBy() + ", the requester,")
                .chain(() -> requireOtherPerson(tx, caller, authors.ids(), "an author of its policy"));
    }

    private static Uni<Void> requireOtherPerson(Tx tx, Caller caller, List<String> others, String other) {
        return Invitations.maySharePerson(tx, caller.subject(), caller.subject().isKnown() ? others : List.of())
                .invoke(samePerson -> {
                    if (samePerson) {
                        throw refusal("One person may control both your account and that of " + other
                                + " because of how they were invited. Ask an approver whom neither you nor the person who"
                                + " invited you has invited.");
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Returns the person who invited, directly or not, both the caller and the requester or an author; empty if unknown. This does not
     * prevent approval, because one installation owner may invite everybody; readers of the audit log see it.
     */
    Uni<Optional<String>> commonInviter(Tx tx, Caller caller) {
        return caller.subject().isKnown()
                ? Invitations.commonInviter(
                        tx,
                        caller.subject(),
                        Stream.concat(requesterId().stream(), authors.ids().stream())
                                .toList())
                : Uni.createFrom().item(Optional.empty());
    }

    private List<String> requesterId() {
        return requester.subject().isKnown() ? List.of(requester.subject().id()) : List.of();
    }

    private static ProblemException unknown(UUID id) {
        return ProblemException.notFound("Approval " + id);
    }

    private static ProblemException refusal(String detail) {
        return ProblemException.of(ProblemType.FORBIDDEN, detail);
    }
}
