package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import java.util.List;
import java.util.function.UnaryOperator;

/** Links to the parts of a page. Each part has its own address. */
public final class PageTabs extends Nav {
    /** Makes tabs with the accessible name {@code name}. The text of a tab has the key {@code tab.} and the tab's name. */
    public PageTabs(String name, List<String> tabs, String selected, UnaryOperator<String> link) {
        addClassName("hf-tabs");
        getElement().setAttribute("aria-label", name);
        for (String tab : tabs) {
            Anchor anchor = new Anchor(link.apply(tab), text("tab." + tab));
            if (tab.equals(selected)) {
                anchor.getElement().setAttribute("aria-current", "page");
            }
            add(anchor);
        }
    }
}
