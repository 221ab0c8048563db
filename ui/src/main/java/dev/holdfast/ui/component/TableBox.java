package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Div;

/** A table that scrolls by itself where there is no room, and is in reach of the keyboard. */
public final class TableBox extends Div {
    /** Puts a table into one that is named for who cannot see it. */
    public TableBox(String name, RowTable table) {
        add(table);
        addClassName("hf-problem-box");
        getElement().setAttribute("tabindex", "0");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", name);
    }

    /** Shows all rows, in whatever stands around it; it scrolls sideways only. */
    public TableBox whole() {
        addClassName("hf-whole-table");
        return this;
    }
}
