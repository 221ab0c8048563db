package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.member.Assignments.Assignment;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.RoleChange;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Changes a role that was given, or takes it away. */
@ApplicationScoped
public class ChangeRole {
    private final Transactions transactions;

    ChangeRole(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns a role that was given, in a place that the caller may read; fails with {@code not-found}. */
    public Uni<MemberView> read(Caller caller, CatalogId catalog, UUID id) {
        return transactions.inCatalog(
                caller, catalog, tx -> find(tx, caller, id).map(Assignment::member));
    }

    /** Returns the entity tag of a role that was given. */
    static String tag(MemberView member) {
        return EntityTag.of(member.id(), member.role());
    }

    /**
     * Gives another role at the same place to the same grantee.
     *
     * @param expected the condition of the change
     */
    public Uni<MemberView> change(Caller caller, CatalogId catalog, UUID id, RoleChange wanted, IfMatch expected) {
        return Uni.createFrom()
                .item(() -> {
                    new Checks()
                            .that(wanted.role() != null, "role", "is a role")
                            .done();
                    return wanted;
                })
                .chain(() -> transactions.inCatalog(
                        caller,
                        catalog,
                        tx -> taken(tx, caller, id, expected)
                                .invoke(had -> MemberRules.requireMayGive(
                                        caller,
                                        wanted.role(),
                                        had.place(),
                                        had.member().kind(),
                                        had.member().grantee()))
                                .chain(had -> replace(tx, caller, had, wanted))));
    }

    /**
     * Takes a role away.
     *
     * @param expected the condition of it
     */
    public Uni<Void> remove(Caller caller, CatalogId catalog, UUID id, IfMatch expected) {
        return transactions.inCatalog(
                caller,
                catalog,
                tx -> taken(tx, caller, id, expected)
                        .call(() -> Assignments.remove(tx, id))
                        .chain(had -> tx.audit(MemberWords.removed(caller.name(), had.member()))));
    }

    /** The role as it is, which this caller may take away and without which an owner is left. */
    private static Uni<Assignment> taken(Tx tx, Caller caller, UUID id, IfMatch expected) {
        return Assignments.owners(tx)
                .chain(owners -> tx.alone("role assignment " + id)
                        .chain(() -> find(tx, caller, id))
                        .invoke(had -> expected.require(tag(had.member())))
                        .invoke(had ->
                                MemberRules.requireMayTake(caller, had.member().role(), had.place()))
                        .invoke(() -> MemberRules.requireOwnerLeft(id, owners)));
    }

    private static Uni<Assignment> find(Tx tx, Caller caller, UUID id) {
        return Assignments.find(tx, id)
                .map(found -> found.filter(had -> caller.authority().may(Act.READ, had.place()))
                        .orElseThrow(() -> ProblemException.notFound("Role assignment " + id)));
    }

    private Uni<MemberView> replace(Tx tx, Caller caller, Assignment had, RoleChange wanted) {
        MemberView before = had.member();
        return Assignments.change(tx, before.id(), wanted.role(), caller.name(), tx.now())
                .chain(() -> Assignments.find(tx, before.id()))
                .map(found -> found.orElseThrow().member())
                .call(() -> tx.audit(tx.entry(
                                "ChangeRole",
                                before.name(),
                                "Made " + MemberWords.of(before) + MemberWords.where(before) + " " + wanted.role()
                                        + ", who was " + before.role() + ".")
                        .changing("role", before.role(), wanted.role())));
    }
}
