package dev.holdfast.ui.member;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.operator.identity.MemberFields;
import dev.holdfast.contract.operator.identity.MemberView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import java.util.List;
import java.util.function.Consumer;

/** The roles that were given, narrowed by a filter above them. */
final class GivenRoles extends Div {
    private static final int SHOWN = 500;

    private final String sentence;

    /** Makes the box above them. */
    static FilterBox filter(Consumer<String> changed) {
        return new FilterBox(
                MemberFields.VOCABULARY,
                "Filter members by terms, or by a part of a name",
                "Filter, such as role:owner scope:product",
                changed);
    }

    /** Shows those that {@code text} finds; without a filter {@code nobody} stands for none. */
    GivenRoles(Memberships memberships, MemberTable table, FilterBox filter, String text, EmptyState nobody) {
        String mistake = filter.show(text);
        LinkedPages<MemberView> pages = memberships.find(text.isBlank() ? null : text);
        List<MemberView> given = mistake.isEmpty() ? pages.rows(0, SHOWN) : List.of();
        boolean all = mistake.isEmpty() && pages.isComplete();
        sentence = mistake.isEmpty()
                ? (all ? Amount.of(given.size(), "role") : SHOWN + " or more roles")
                        + (text.isBlank() ? " given" : " found")
                : "";
        addClassName("hf-stack");
        add(
                filter.row(),
                !mistake.isEmpty()
                        ? filter.mistaken()
                        : given.isEmpty() ? none(text, nobody) : new Panel("Roles given here", table.of(given)));
        if (!all && mistake.isEmpty()) {
            add(new Paragraph("The first " + SHOWN + " are shown; a filter finds the others."));
        }
    }

    /** Says how many there are. */
    String sentence() {
        return sentence;
    }

    private static Component none(String text, EmptyState nobody) {
        return text.isBlank()
                ? nobody
                : new EmptyState(Icon.SEARCH, "No role matches", "Roles were given, but none fits this filter.");
    }
}
