package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/** Links to the parent pages, then the title of the page itself. The catalog is not part of it. */
final class Breadcrumb extends Nav {
    private final OrderedList steps = new OrderedList();

    Breadcrumb() {
        addClassName("hf-breadcrumb");
        getElement().setAttribute("aria-label", text("breadcrumb"));
        add(steps);
    }

    void show(List<Crumb> crumbs) {
        steps.removeAll();
        for (Crumb crumb : crumbs) {
            steps.add(item(crumb));
        }
    }

    private static ListItem item(Crumb crumb) {
        if (!crumb.link().isEmpty()) {
            return new ListItem(new Anchor(crumb.link(), crumb.name()));
        }
        Span here = new Span(crumb.name());
        here.getElement().setAttribute("aria-current", "page");
        return new ListItem(here);
    }
}
