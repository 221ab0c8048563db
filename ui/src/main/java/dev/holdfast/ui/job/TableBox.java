package dev.holdfast.ui.job;

import com.vaadin.flow.component.html.Div;
import dev.holdfast.ui.component.RowTable;

/** A table that scrolls by itself where there is no room, and is in reach of the keyboard. */
final class TableBox extends Div {
    TableBox(String name, RowTable table) {
        add(table);
        addClassName("hf-problem-box");
        getElement().setAttribute("tabindex", "0");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", name);
    }
}
