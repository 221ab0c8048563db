package dev.holdfast.ui.member;

import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.identity.MemberFields;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.shell.FilteredTable;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.Visit;
import java.util.function.Consumer;

/** The roles that were given, narrowed by a filter above them. */
final class GivenRoles extends Div {
    private final transient ListFilter filter;
    private final FilteredTable<MemberView> roles;

    GivenRoles(ListFilter filter) {
        this.filter = filter;
        this.roles = new FilteredTable<>(filter, "role", "roles");
        add(roles);
    }

    /** Makes the box above them. */
    static FilterBox box(Consumer<String> changed) {
        return new FilterBox(
                MemberFields.VOCABULARY,
                "Filter members by terms, or by a part of a name",
                "Filter, such as role:owner scope:product",
                changed);
    }

    /** Shows those that the address asks for, and returns how many there are; {@code all} leads to the page without a filter. */
    String show(Visit visit, Memberships memberships, MemberTable table, EmptyState nobody, String all) {
        String found = roles.show(visit, memberships::find, "Roles given here", table, table::show, nobody, all);
        return found.isEmpty() || filter.isNarrowed() ? found : found + " given";
    }
}
