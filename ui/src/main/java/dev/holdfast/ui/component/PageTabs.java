package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import java.util.List;
import java.util.function.UnaryOperator;

/** Links to the parts of a page, each with an address of its own. */
public final class PageTabs extends Nav {
    /** Makes them; {@code name} is read out, {@code link} returns the address of a tab. */
    public PageTabs(String name, List<String> tabs, String selected, UnaryOperator<String> link) {
        addClassName("hf-tabs");
        getElement().setAttribute("aria-label", name);
        for (String tab : tabs) {
            Anchor anchor = new Anchor(link.apply(tab), Clause.start(tab));
            if (tab.equals(selected)) {
                anchor.getElement().setAttribute("aria-current", "page");
            }
            add(anchor);
        }
    }
}
