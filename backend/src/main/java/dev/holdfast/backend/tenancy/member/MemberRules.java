package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Place;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.problem.ProblemType;
import java.util.List;
import java.util.UUID;

/** Who may give which role to whom, and which role nobody may take away. */
final class MemberRules {
    private MemberRules() {}

    /** Refuses what the caller does not have, and what would be given to the caller. */
    static void requireMayGive(Caller caller, Role role, Place place, Grantee kind, String grantee) {
        requireMayTake(caller, role, place);
        if (caller.subject().is(caller.subject().issuer(), kind, grantee)) {
            throw forbidden("Nobody gives a role to themselves"
                    + (kind == Grantee.GROUP ? ", nor to a group that they are in. " : ". ")
                    + "Ask another owner.");
        }
    }

    /** Refuses to take away what the caller could not give. */
    static void requireMayTake(Caller caller, Role role, Place place) {
        if (!caller.authority().mayAssign(role, place)) {
            throw forbidden("Only an OWNER of the place gives or takes the role " + role + " there; you are not.");
        }
    }

    /**
     * Refuses to take away the role {@code id} if it is that of the last of {@code owners}, who are those that count
     * ({@link Assignments#owners}).
     */
    static void requireOwnerLeft(UUID id, List<MemberView> owners) {
        if (owners.size() == 1 && owners.getFirst().id().equals(id)) {
            throw ProblemException.conflict(
                    "This is the last OWNER here. Make somebody else an owner first; an invitation, a group or an account that nobody"
                            + " has signed in to does not count.");
        }
    }

    private static ProblemException forbidden(String detail) {
        return ProblemException.of(ProblemType.FORBIDDEN, detail);
    }
}
