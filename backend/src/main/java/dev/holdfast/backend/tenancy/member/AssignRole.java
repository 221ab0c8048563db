package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.NamedScope;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.NewPerson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives somebody a role. */
@ApplicationScoped
public class AssignRole {
    private static final Pattern EMAIL = Pattern.compile(NewPerson.EMAIL);

    private final Transactions transactions;
    private final NamedScope places;
    private final AuditLog audit;
    private final Clock clock;

    AssignRole(Transactions transactions, NamedScope places, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.places = places;
        this.audit = audit;
        this.clock = clock;
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
                        catalog,
                        sql -> places.require(sql, catalog, wanted.product(), wanted.group())
                                .invoke(place -> MemberRules.requireMayGive(
                                        caller, wanted.role(), place, wanted.kind(), wanted.grantee()))
                                .chain(place -> insert(sql, caller, id, place, wanted))));
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

    private Uni<MemberView> insert(Sql sql, Caller caller, UUID id, Scope place, NewMember wanted) {
        return Assignments.insert(sql, id, place, caller.subject().issuer(), wanted, caller.name(), clock.instant())
                .invoke(added -> {
                    if (!added) {
                        throw ProblemException.conflict(wanted.name() + " is " + wanted.role() + " there already.");
                    }
                })
                .chain(() -> Assignments.find(sql, place.catalog(), id))
                .map(found -> found.orElseThrow().member())
                .call(member -> audit.append(
                        sql,
                        place.catalog(),
                        AuditEntry.by(
                                        caller.name(),
                                        "AssignRole",
                                        member.name(),
                                        "Gave " + MemberWords.of(member) + " the role " + member.role()
                                                + MemberWords.where(member) + ".")
                                .changing("role", null, member.role())));
    }
}
