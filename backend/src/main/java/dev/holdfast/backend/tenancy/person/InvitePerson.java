package dev.holdfast.backend.tenancy.person;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Creates an account at the identity provider and returns its first password once. */
@ApplicationScoped
public class InvitePerson {
    private final KeycloakPeople people;
    private final Invitations invitations;
    private final Transactions transactions;

    InvitePerson(KeycloakPeople people, Invitations invitations, Transactions transactions) {
        this.people = people;
        this.invitations = invitations;
        this.transactions = transactions;
    }

    /**
     * Invites a person, without a role. Recorded in the audit logs of {@code catalog} and of the installation. If recording fails, the
     * account is removed again. If that fails too, the backend's log names the account; nobody has seen its password.
     */
    public Uni<InvitedPerson> invite(Caller caller, CatalogId catalog, NewPerson request) {
        check(request);
        String password = FirstPassword.draw();
        return invitations
                .requireQuota(caller)
                .chain(() -> people.create(request, password))
                .call(person -> record(caller, catalog, person).onFailure().call(() -> people.remove(person)))
                .map(person -> new InvitedPerson(password, person));
    }

    private static void check(NewPerson request) {
        new Checks()
                .that(
                        !request.userName().contains("@") || request.userName().equalsIgnoreCase(request.email()),
                        "userName",
                        "must not contain @ unless it is the e-mail address")
                .that(
                        !AuditLog.SYSTEM.equalsIgnoreCase(request.userName()),
                        "userName",
                        "is reserved for the installation")
                .done();
    }

    private Uni<Void> record(Caller caller, CatalogId catalog, PersonView person) {
        String detail = "Invited " + person.name() + " (user name "
                + person.userName() + ", e-mail address " + person.email() + ", subject " + person.subject()
                + "). The account has a one-time password.";
        AuditEntry entry = AuditEntry.by(caller.name(), "InvitePerson", person.name(), detail)
                .changing("account", null, person.userName())
                .changing("email", null, person.email());
        return transactions.inCatalog(
                caller,
                catalog,
                tx -> invitations
                        .record(tx, caller, person.subject())
                        .call(() -> tx.audit(entry))
                        // The entry of the catalog is appended first, as everywhere, to avoid deadlocks.
                        .call(() -> catalog.equals(CatalogId.INSTALLATION)
                                ? Uni.createFrom().voidItem()
                                : tx.recordIn(CatalogId.INSTALLATION, List.of(entry), List.of())));
    }
}
