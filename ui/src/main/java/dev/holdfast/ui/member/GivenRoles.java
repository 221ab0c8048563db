package dev.holdfast.ui.member;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.identity.MemberFields;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.MoreRows;
import dev.holdfast.ui.shell.Visit;
import java.util.function.Consumer;

/** The roles that were given, narrowed by a filter above them. */
final class GivenRoles extends Div {
    private static final int PAGE = 100;

    private final transient ListFilter filter;
    private final Div list = new Div();

    GivenRoles(ListFilter filter) {
        this.filter = filter;
        addClassName("hf-stack");
        add(filter.row(), list);
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
        boolean readable = filter.show(visit, "");
        LinkedPages<MemberView> pages = readable ? memberships.find(filter.wanted(), PAGE) : LinkedPages.none();
        list.removeAll();
        pages.rows(0, PAGE);
        if (pages.isEmpty()) {
            list.add(filter.empty("role", "roles", nobody, new Anchor(all, "Show all roles")));
        } else {
            list.add(new Panel("Roles given here", table, new MoreRows<>(pages, PAGE, PAGE, table::show)));
        }
        return readable ? filter.count(pages, "role", "roles") + (filter.wanted() == null ? " given" : "") : "";
    }
}
