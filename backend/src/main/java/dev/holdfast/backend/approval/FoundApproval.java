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
 * An approval, with what others do not see of it.
 *
 * @param view what others see
 * @param payload the command, see {@link StoredCommands}
 * @param authors who may not approve it
 * @param requester who asked
 * @param from where they were
 * @param place where what it is about was
 */
record FoundApproval(
        ApprovalView view,
        JsonObject payload,
        Authors authors,
        DelegatedPrincipal requester,
        RequestOrigin from,
        Scope place) {
    private static final String FIND = "select " + Approvals.VIEW + ", " + RequestOrigin.COLUMNS + """
            , payload, barred, barred_subjects, requester, token, product_id, group_id
            from approval where catalog_id = $1 and approval_id = $3""";
    private static final String LOCK = FIND + " for update";

    static Uni<FoundApproval> find(Tx tx, UUID id) {
        return find(tx, FIND, id);
    }

    /** Nobody else decides it until the commit. */
    static Uni<FoundApproval> lock(Tx tx, UUID id) {
        return find(tx, LOCK, id);
    }

    private static Uni<FoundApproval> find(Tx tx, String query, UUID id) {
        return tx.find(query, row -> read(row, tx.catalog()), tx.catalog(), tx.now(), id)
                .map(found -> found.orElseThrow(() -> unknown(id)));
    }

    private static FoundApproval read(Row row, CatalogId catalog) {
        return new FoundApproval(
                Approvals.view(row),
                (JsonObject) row.getValue("payload"),
                Authors.read(row),
                Requester.read(row),
                RequestOrigin.kept(row),
                new Scope(catalog, row.getUUID("product_id"), row.getUUID("group_id")));
    }

    /** Fails unless the caller may read where it is: for them there is no such approval. */
    void requireVisible(Caller caller) {
        if (!caller.authority().may(Permission.READ, place)) {
            throw unknown(view.id());
        }
    }

    /** Fails unless the caller may decide so. */
    void admit(Caller caller, ApprovalState decision) {
        requireVisible(caller);
        if (view.state() != ApprovalState.PENDING) {
            throw ProblemException.conflict("It does not wait any more: it is "
                    + view.state().name().toLowerCase(Locale.ROOT) + ". Ask for it again if it is still wanted.");
        }
        boolean own = Requester.is(requester, caller);
        if (decision == ApprovalState.WITHDRAWN && !own) {
            throw refusal("Only " + view.requestedBy() + ", who asked for it, can withdraw it. You can reject it.");
        }
        if (decision == ApprovalState.WITHDRAWN && !askedWithTokenOf(caller)) {
            throw refusal("A token withdraws only what was asked for with it. Sign in yourself.");
        }
        if (decision != ApprovalState.WITHDRAWN && !caller.authority().may(Permission.APPROVE, place)) {
            throw refusal(
                    "You have no role that decides where it would be done. Let somebody decide who is an approver,"
                            + " a publisher or an owner there.");
        }
        if (decision == ApprovalState.APPROVED && (own || authors.include(caller))) {
            throw refusal("You " + (own ? "asked for it" : "wrote what it is about")
                    + " yourself. Let another publisher or owner look at it and approve it.");
        }
    }

    /** Whoever has a token of somebody's may do less than they may: they came by themselves, or with the very token. */
    private boolean askedWithTokenOf(Caller caller) {
        return caller.token() == null || Objects.equals(caller.token(), requester.token());
    }

    /** Fails when one of requester, authors and approver made another's account, or somebody made both: they saw the first password. */
    Uni<Void> requireSecondPerson(Tx tx, Caller caller) {
        return requireNone(tx, caller, requesterId(), view.requestedBy() + ", who asked for it,")
                .chain(() -> requireNone(tx, caller, authors.ids(), "somebody who wrote what it is about"));
    }

    private static Uni<Void> requireNone(Tx tx, Caller caller, List<String> others, String who) {
        return Invitations.mayBeOne(tx, caller.subject(), caller.subject().isKnown() ? others : List.of())
                .invoke(one -> {
                    if (one) {
                        throw refusal("Your account and that of " + who
                                + " go back to invitations of one person, who may be behind both. Let"
                                + " somebody approve it whose account neither of you, nor who invited you, has made.");
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Returns who invited, directly or not, both the caller and the requester or an author; empty where nobody is known to have. That
     * refuses nothing: an owner of the installation may invite everybody there, and whoever looks at what two did should know.
     */
    Uni<Optional<String>> invitedBoth(Tx tx, Caller caller) {
        return caller.subject().isKnown()
                ? Invitations.invitedBoth(
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
