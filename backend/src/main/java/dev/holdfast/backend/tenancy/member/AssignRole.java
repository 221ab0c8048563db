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

/** Gives somebody a role. */
@ApplicationScoped
public class AssignRole {
    private final Commands commands;
    private final NamedScope scopes;

    AssignRole(Commands commands, NamedScope scopes) {
        this.commands = commands;
        this.scopes = scopes;
    }

    /**
     * Gives a role in a catalog or in a part of it, or in the installation. The grantee is one of the provider that the
     * caller comes from. Giving again what somebody has is a conflict.
     */
    public Uni<MemberView> assign(CatalogId catalog, NewMember wanted) {
        NamedScope.check(catalog, wanted.product(), wanted.group())
                .that(
                        wanted.kind() != Grantee.EMAIL || wanted.grantee().matches(NewPerson.EMAIL),
                        "grantee",
                        "is an e-mail address")
                .done();
        return commands.run(tx -> scopes.require(tx, wanted.product(), wanted.group())
                .invoke(scope -> MemberRules.requireMayGive(
                        Caller.of(tx), wanted.role(), scope, wanted.kind(), wanted.grantee()))
                .chain(scope -> insert(tx, scope, wanted)));
    }

    private static Uni<MemberView> insert(Tx tx, Scope scope, NewMember wanted) {
        UUID id = UUID.randomUUID();
        return Assignments.insert(tx, id, scope, wanted)
                .invoke(added -> {
                    if (!added) {
                        throw ProblemException.conflict(wanted.name() + " is " + wanted.role() + " there already.");
                    }
                })
                .chain(() -> Assignments.find(tx, id))
                .map(found -> found.orElseThrow().member())
                .call(member -> tx.audit(tx.entry(
                                "AssignRole",
                                member.name(),
                                "Gave " + Assignments.grantee(member) + " the role " + member.role()
                                        + Assignments.scope(member) + ".")
                        .changing("role", null, member.role())));
    }
}
