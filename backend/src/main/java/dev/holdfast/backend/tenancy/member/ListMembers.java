package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.member.Assignments.Assignment;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.MemberView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Says who was given which role. */
@ApplicationScoped
public class ListMembers {
    private final Transactions transactions;

    ListMembers(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the roles in the places that the caller may read, by name. */
    public Uni<List<MemberView>> members(Caller caller, CatalogId catalog) {
        return transactions
                .sqlInCatalog(catalog, sql -> Assignments.all(sql, catalog))
                .map(found -> found.stream()
                        .filter(assignment -> caller.authority().may(Act.READ, assignment.place()))
                        .map(Assignment::member)
                        .toList());
    }
}
