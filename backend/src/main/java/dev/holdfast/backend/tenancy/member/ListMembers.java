package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.tenancy.authority.ScopeFilter;
import dev.holdfast.contract.operator.identity.MemberFields;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.contract.operator.identity.Permission;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Lists role assignments, by default in the order of names. */
@Singleton
public class ListMembers extends KeysetList<MemberView> {
    private static final FieldColumns FIELDS = new FieldColumns()
            .whole("role", "replace(x.role, '_', '-')")
            .whole("kind", "x.kind")
            .choice("scope", ScopeFilter.SCOPES)
            .whole("product", "coalesce(x.product, '')")
            .whole("group", "coalesce(x.grp, '')")
            .part("name", "x.name")
            .whole("by", "x.assigned_by")
            .ago("at", "x.assigned_at")
            .words("x.name", "x.grantee");
    private static final Order.Key NAME = new Order.Key("name", "x.name_order", "text");
    private static final Order.Key AT = new Order.Key("at", "x.assigned_at", "timestamptz");
    private static final Order.Key ID = new Order.Key("id", "x.assignment_id", "uuid");

    ListMembers(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "members",
                        MemberView.class,
                        MemberFields.VOCABULARY,
                        FIELDS::on,
                        Order.Choice.of(NAME, ID, false, AT),
                        Assignments.SELECT,
                        each(Assignments::member)));
    }

    /** Returns the assignments in the scopes that the caller may read. */
    Pages<MemberView> of(Caller caller, CatalogId catalog, ListParameters parameters) {
        List<Scope> readable = caller.authority().scopesIn(catalog, Permission.READ);
        return pages(
                catalog, filter(parameters.filter()), parameters.sort(), found -> ScopeFilter.narrow(found, readable));
    }
}
