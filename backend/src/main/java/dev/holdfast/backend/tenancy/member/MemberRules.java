package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.member.Assignments.Owner;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.problem.ProblemType;
import java.util.List;
import java.util.UUID;

/** Limits for assigning and removing roles. */
final class MemberRules {
    private MemberRules() {}

    /** Refuses roles that exceed the caller's, and grantees that are the caller, their address or one of their groups. */
    static void requireMayGive(Caller caller, Role role, Scope scope, Grantee kind, String grantee) {
        requireMayTake(caller, role, scope);
        if (caller.subject().is(caller.subject().issuer(), kind, grantee)) {
            throw forbidden("You cannot assign a role to yourself"
                    + (kind == Grantee.GROUP ? " or to a group that you are in. " : ". ")
                    + "Ask another owner.");
        }
    }

    /** Refuses to remove roles that the caller could not assign. */
    static void requireMayTake(Caller caller, Role role, Scope scope) {
        if (caller.authority().isOfToken()) {
            throw forbidden("API tokens cannot manage members. Sign in and retry.");
        }
        if (!caller.authority().mayAssign(role, scope)) {
            throw forbidden("Only an OWNER of the scope may assign or remove the role " + role + " there.");
        }
    }

    /** Refuses to remove an owner's assignment {@code id} unless another of the {@code owners} has signed in since they got the role. */
    static void requireOwnerLeft(UUID id, List<Owner> owners) {
        boolean owns = owners.stream().anyMatch(owner -> owner.id().equals(id));
        boolean left = owners.stream().anyMatch(owner -> !owner.id().equals(id) && owner.isUsed());
        if (owns && !left) {
            throw ProblemException.conflict(
                    "This is the last OWNER here. Assign the role to another person first and let them sign in. Invitations,"
                            + " groups and people who never signed in do not count.");
        }
    }

    private static ProblemException forbidden(String detail) {
        return ProblemException.of(ProblemType.FORBIDDEN, detail);
    }
}
