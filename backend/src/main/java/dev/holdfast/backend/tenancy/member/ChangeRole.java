package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.backend.tenancy.member.Assignments.Assignment;
import dev.holdfast.backend.tenancy.member.Assignments.Owner;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.identity.RoleChange;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Changes or removes a role assignment. */
@ApplicationScoped
public class ChangeRole {
    private final Commands commands;

    ChangeRole(Commands commands) {
        this.commands = commands;
    }

    /** Returns an assignment; fails with {@code not-found} when the caller may not read its scope. */
    public Uni<MemberView> read(UUID id) {
        return commands.run(tx -> find(tx, id).map(Assignment::member));
    }

    static String tag(MemberView member) {
        return EntityTag.of(member.id(), member.role());
    }

    /** Changes the role of an assignment; fails if {@code expected} does not match or no owner would remain. */
    public Uni<MemberView> change(UUID id, RoleChange request, IfMatch expected) {
        return commands.run(tx -> lockRemovable(tx, id, expected)
                .invoke(assignment -> MemberRules.requireMayGive(
                        Caller.of(tx),
                        request.role(),
                        assignment.scope(),
                        assignment.member().kind(),
                        assignment.member().grantee()))
                .chain(assignment -> replace(tx, assignment.member(), request)));
    }

    /** Removes an assignment; fails if {@code expected} does not match or no owner would remain. */
    public Uni<Void> remove(UUID id, IfMatch expected) {
        return commands.run(tx -> lockRemovable(tx, id, expected)
                .call(() -> Assignments.remove(tx, id))
                .chain(assignment -> tx.audit(
                        RemovedRoles.removed(tx.actor().name(), assignment.member()),
                        RemovedRoles.event("RoleRemoved", assignment.member()))));
    }

    /** Locks and returns the assignment; fails if the caller may not remove it or no owner would remain. */
    private static Uni<Assignment> lockRemovable(Tx tx, UUID id, IfMatch expected) {
        return Assignments.owners(tx)
                .call(() -> tx.alone("role assignment " + id))
                .chain(owners -> find(tx, id).invoke(assignment -> requireMayTake(tx, assignment, owners, expected)));
    }

    private static void requireMayTake(Tx tx, Assignment assignment, List<Owner> owners, IfMatch expected) {
        expected.require(tag(assignment.member()));
        MemberRules.requireMayTake(Caller.of(tx), assignment.member().role(), assignment.scope());
        MemberRules.requireOwnerLeft(assignment.member().id(), owners);
    }

    private static Uni<Assignment> find(Tx tx, UUID id) {
        return Assignments.find(tx, id)
                .map(found -> found.filter(
                                assignment -> Caller.of(tx).authority().may(Permission.READ, assignment.scope()))
                        .orElseThrow(() -> ProblemException.notFound("Role assignment " + id)));
    }

    private static Uni<MemberView> replace(Tx tx, MemberView before, RoleChange request) {
        return Assignments.change(tx, before.id(), request.role())
                .chain(() -> Assignments.find(tx, before.id()))
                .map(found -> found.orElseThrow().member())
                .call(after -> tx.audit(
                        tx.entry(
                                        "ChangeRole",
                                        before.name(),
                                        "Changed the role of " + Assignments.grantee(before) + Assignments.scope(before)
                                                + " from " + before.role().words() + " to "
                                                + request.role().words() + ".")
                                .changing("role", before.role(), request.role()),
                        RemovedRoles.event("RoleChanged", after)));
    }
}
