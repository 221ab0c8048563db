package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.Mandate;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.backend.tenancy.person.Invitations;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;

/** Whether whoever approves is another person than whoever asked, and not only another account (ADR 0035). */
final class SecondPerson {
    private SecondPerson() {}

    /** Fails when one of the two made the other's account, or somebody made both: they saw the first password. */
    static Uni<Void> require(Sql sql, Caller caller, FoundApproval found) {
        return found.requester()
                .map(Mandate::subject)
                .filter(Subject::isKnown)
                .filter(asked -> caller.subject().isKnown())
                .map(asked -> Invitations.mayBeOne(sql, asked, caller.subject()))
                .orElse(Uni.createFrom().item(false))
                .invoke(one -> {
                    if (one) {
                        throw ProblemException.of(
                                ProblemType.FORBIDDEN,
                                "Your account and that of " + found.view().requestedBy()
                                        + ", who asked for it, go back to invitations of one person, who may be behind both. Let"
                                        + " somebody approve it whose account neither of you, nor who invited you, has made.");
                    }
                })
                .replaceWithVoid();
    }
}
