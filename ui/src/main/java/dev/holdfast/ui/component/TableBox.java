package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;

/** A table that scrolls by itself where there is no room, and is in reach of the keyboard. */
public final class TableBox extends Div {
    private static final String SHORT = "hf-problem-box";

    public TableBox(String name, NativeTable table) {
        add(table);
        addClassName(SHORT);
        getElement().setAttribute("tabindex", "0");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", name);
    }

    /** Shows all rows, in whatever stands around it; it scrolls sideways only. */
    public TableBox whole() {
        removeClassName(SHORT);
        addClassName("hf-table-box");
        return this;
    }
}
