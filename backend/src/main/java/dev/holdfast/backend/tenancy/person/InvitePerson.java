package dev.holdfast.backend.tenancy.person;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.audit.AuditedAct;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.operator.identity.InvitedPerson;
import dev.holdfast.contract.operator.identity.NewPerson;
import dev.holdfast.contract.operator.identity.PersonView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;

/** Makes an account at the identity provider for somebody who has none, and tells its first password once. */
@ApplicationScoped
public class InvitePerson {
    private static final Pattern USER_NAME = Pattern.compile(NewPerson.USER_NAME);
    private static final Pattern EMAIL = Pattern.compile(NewPerson.EMAIL);
    private static final int MAX_EMAIL = 255;
    private static final int MAX_NAME = 60;

    private final KeycloakPeople people;
    private final Transactions transactions;
    private final AuditLog audit;

    InvitePerson(KeycloakPeople people, Transactions transactions, AuditLog audit) {
        this.people = people;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Invites somebody, who has no role by that; recorded in the log of {@code catalog}, or not done. */
    public Uni<InvitedPerson> invite(Caller caller, CatalogId catalog, NewPerson wanted) {
        String password = FirstPassword.draw();
        return Uni.createFrom()
                .item(() -> check(wanted))
                .chain(checked -> people.create(checked, password))
                .call(person -> record(caller, catalog, person).onFailure().call(() -> people.remove(person)))
                .map(person -> new InvitedPerson(password, person));
    }

    private static NewPerson check(NewPerson wanted) {
        new Checks()
                .matches(
                        "userName",
                        wanted.userName(),
                        USER_NAME,
                        "has 2 to 100 small letters, digits and . _ @ -, and begins with a letter or digit")
                .that(
                        !AuditLog.SYSTEM.equalsIgnoreCase(wanted.userName()),
                        "userName",
                        "stands for the installation itself")
                .line("email", wanted.email(), 1, MAX_EMAIL)
                .that(
                        wanted.email() == null || EMAIL.matcher(wanted.email()).matches(),
                        "email",
                        "is an e-mail address")
                .line("firstName", wanted.firstName(), 1, MAX_NAME)
                .line("lastName", wanted.lastName(), 1, MAX_NAME)
                .done();
        return wanted;
    }

    private Uni<Void> record(Caller caller, CatalogId catalog, PersonView person) {
        return transactions.sqlInCatalog(
                catalog,
                sql -> audit.append(
                        sql,
                        catalog,
                        AuditedAct.by(
                                        caller.name(),
                                        "InvitePerson",
                                        person.name(),
                                        "Made an account at the identity provider for " + person.name() + " (user name "
                                                + person.userName() + ", subject " + person.subject()
                                                + "), with a first password that was told once.")
                                .changing("account", null, person.userName())));
    }
}
