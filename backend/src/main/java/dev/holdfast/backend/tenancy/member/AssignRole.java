package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.NamedScope;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewPerson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
public class AssignRole {
    private final Commands commands;
    private final NamedScope scopes;

    AssignRole(Commands commands, NamedScope scopes) {
        this.commands = commands;
        this.scopes = scopes;
    }

    /** Assigns a role in a scope to a grantee at the caller's identity provider. Fails with a conflict when the grantee already has the role. */
    public Uni<MemberView> assign(CatalogId catalog, NewMember request) {
        NamedScope.check(catalog, request.product(), request.group())
                .that(
                        request.kind() != Grantee.EMAIL || request.grantee().matches(NewPerson.EMAIL),
                        "grantee",
                        "must be an e-mail address")
                .done();
        return commands.run(tx -> scopes.require(tx, request.product(), request.group())
                .invoke(scope -> MemberRules.requireMayGive(
                        Caller.of(tx), request.role(), scope, request.kind(), request.grantee()))
                .chain(scope -> insert(tx, scope, request)));
    }

    private static Uni<MemberView> insert(Tx tx, Scope scope, NewMember request) {
        UUID id = UUID.randomUUID();
        return Assignments.insert(tx, id, scope, request)
                .invoke(added -> {
                    if (!added) {
                        throw ProblemException.conflict(
                                request.name() + " is " + request.role().words() + " there already.");
                    }
                })
                .chain(() -> Assignments.find(tx, id))
                .map(found -> found.orElseThrow().member())
                .call(member -> tx.audit(
                        tx.entry(
                                        "AssignRole",
                                        member.name(),
                                        "Assigned the role " + member.role().words() + " to "
                                                + Assignments.grantee(member) + Assignments.scope(member) + ".")
                                .changing("role", null, member.role()),
                        RemovedRoles.event("RoleAssigned", member)));
    }
}
