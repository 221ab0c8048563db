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

/** Who may give which role to whom, and which role nobody may take away. */
final class MemberRules {
    private MemberRules() {}

    /** Refuses what the caller does not have, and what would be given to the caller. */
    static void requireMayGive(Caller caller, Role role, Scope scope, Grantee kind, String grantee) {
        requireMayTake(caller, role, scope);
        if (caller.subject().is(caller.subject().issuer(), kind, grantee)) {
            throw forbidden("Nobody gives a role to themselves"
                    + (kind == Grantee.GROUP ? ", nor to a group that they are in. " : ". ")
                    + "Ask another owner.");
        }
    }

    /** Refuses to take away what the caller could not give. */
    static void requireMayTake(Caller caller, Role role, Scope scope) {
        if (caller.authority().isOfToken()) {
            throw forbidden("No token manages members, whatever its role: it takes a person. Sign in yourself.");
        }
        if (!caller.authority().mayAssign(role, scope)) {
            throw forbidden("Only an OWNER of the place gives or takes the role " + role + " there; you are not.");
        }
    }

    /**
     * Refuses to take away the role {@code id} of one of {@code owners} when no other is left who has ever come with theirs.
     */
    static void requireOwnerLeft(UUID id, List<Owner> owners) {
        boolean owns = owners.stream().anyMatch(owner -> owner.id().equals(id));
        boolean left = owners.stream().anyMatch(owner -> !owner.id().equals(id) && owner.isUsed());
        if (owns && !left) {
            throw ProblemException.conflict(
                    "This is the last OWNER here. Make somebody else an owner first, and let them sign in; an invitation, a group or"
                            + " somebody who has not signed in since does not count.");
        }
    }

    private static ProblemException forbidden(String detail) {
        return ProblemException.of(ProblemType.FORBIDDEN, detail);
    }
}
