package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.authority.Authority;
import dev.holdfast.backend.tenancy.authority.Subject;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What a subject may do by assignments to it alone: what can be known of somebody who is not there. */
@ApplicationScoped
public class AssignedRoles {
    private final Transactions transactions;

    AssignedRoles(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the authority without what groups of a token would add. */
    public Uni<Authority> of(Subject subject) {
        Subject alone = new Subject(subject.issuer(), subject.id(), null, List.of());
        return transactions
                .inInstallation(tx -> KnownCallers.granted(tx, alone, false))
                .map(Authority::new);
    }
}
