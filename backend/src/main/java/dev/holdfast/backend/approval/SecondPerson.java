package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.DelegatedPrincipal;
import dev.holdfast.backend.tenancy.authority.Subject;
import dev.holdfast.backend.tenancy.person.Invitations;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether whoever approves is another person than whoever asked, or wrote what it is about, and not only another account (ADR 0035). */
final class SecondPerson {
    private SecondPerson() {}

    /** Fails when one of two made the other's account, or somebody made both: they saw the first password. */
    static Uni<Void> require(Tx tx, Caller caller, FoundApproval found) {
        if (!caller.subject().isKnown()) {
            return Uni.createFrom().voidItem();
        }
        return requireNone(tx, caller, asked(found), found.view().requestedBy() + ", who asked for it,")
                .chain(() -> requireNone(tx, caller, found.authors().ids(), "somebody who wrote what it is about"));
    }

    /**
     * Returns the name of whoever the caller's account and that of who asked, or else of who wrote what it is about, go back to by
     * invitations; empty where nobody is known to be. That refuses nothing: an owner of the installation may invite everybody there, and
     * whoever looks at what two did should know.
     */
    static Uni<Optional<String>> invitedBoth(Tx tx, Caller caller, FoundApproval found) {
        return caller.subject().isKnown()
                ? Invitations.invitedBoth(
                        tx,
                        caller.subject(),
                        Stream.concat(asked(found).stream(), found.authors().ids().stream())
                                .toList())
                : Uni.createFrom().item(Optional.empty());
    }

    /** By the id of the account; nobody where it is not known. */
    private static List<String> asked(FoundApproval found) {
        return found.requester()
                .map(DelegatedPrincipal::subject)
                .filter(Subject::isKnown)
                .map(subject -> List.of(subject.id()))
                .orElse(List.of());
    }

    private static Uni<Void> requireNone(Tx tx, Caller caller, List<String> others, String who) {
        return Invitations.mayBeOne(tx, caller.subject(), others)
                .invoke(one -> {
                    if (one) {
                        throw ProblemException.of(
                                ProblemType.FORBIDDEN,
                                "Your account and that of " + who
                                        + " go back to invitations of one person, who may be behind both. Let"
                                        + " somebody approve it whose account neither of you, nor who invited you, has made.");
                    }
                })
                .replaceWithVoid();
    }
}
