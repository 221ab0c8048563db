package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;

/** A part of a page under a heading of its own. */
public final class Panel extends Section {
    private final Div head = new Div();

    /** Makes a panel. */
    public Panel(String title, Component... content) {
        addClassName("hf-panel");
        head.addClassName("hf-panel-head");
        head.add(new H2(title));
        add(head);
        add(content);
    }

    /** Puts something at the end of the heading's line, such as a link to all of it. */
    public Panel beside(Component... components) {
        head.add(components);
        return this;
    }
}
