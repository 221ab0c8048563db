package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.NamedScope;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewPerson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives somebody a role. */
@ApplicationScoped
public class AssignRole {
    private static final Pattern EMAIL = Pattern.compile(NewPerson.EMAIL);

    private final Transactions transactions;
    private final NamedScope places;

    AssignRole(Transactions transactions, NamedScope places) {
        this.transactions = transactions;
        this.places = places;
    }

    /**
     * Gives a role in a catalog or in a part of it, or in the installation. The grantee is one of the provider that the
     * caller comes from. Giving again what somebody has is a conflict.
     */
    public Uni<MemberView> assign(Caller caller, CatalogId catalog, NewMember wanted) {
        UUID id = UUID.randomUUID();
        return Uni.createFrom()
                .item(() -> check(catalog, wanted))
                .chain(() -> transactions.inCatalog(
                        caller,
                        catalog,
                        tx -> places.require(tx, wanted.product(), wanted.group())
                                .invoke(place -> MemberRules.requireMayGive(
                                        caller, wanted.role(), place, wanted.kind(), wanted.grantee()))
                                .chain(place -> insert(tx, caller, id, place, wanted))));
    }

    private static NewMember check(CatalogId catalog, NewMember wanted) {
        new Checks()
                .that(wanted.kind() != null, "kind", "is SUBJECT, EMAIL or GROUP")
                .line("grantee", wanted.grantee(), 1, NewMember.MOST_GRANTEE)
                .that(
                        wanted.kind() != Grantee.EMAIL
                                || wanted.grantee() == null
                                || EMAIL.matcher(wanted.grantee()).matches(),
                        "grantee",
                        "is an e-mail address")
                .line("name", wanted.name(), 1, NewMember.MOST_NAME)
                .that(wanted.role() != null, "role", "is a role")
                .that(wanted.group() == null || wanted.product() != null, "product", "is needed with a group")
                .that(
                        wanted.product() == null || !catalog.equals(CatalogId.INSTALLATION),
                        "product",
                        "is in a catalog, not in the installation")
                .done();
        return wanted;
    }

    private Uni<MemberView> insert(Tx tx, Caller caller, UUID id, Scope place, NewMember wanted) {
        return Assignments.insert(tx, id, place, caller.subject().issuer(), wanted, caller.name(), tx.now())
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
                                "Gave " + MemberWords.of(member) + " the role " + member.role()
                                        + MemberWords.where(member) + ".")
                        .changing("role", null, member.role())));
    }
}
