package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;

/** A part of a page with a heading. */
public final class Panel extends Section {
    private final Div head = new Div();

    public Panel(String title, Component... content) {
        addClassName("hf-panel");
        head.addClassName("hf-panel-head");
        head.add(new H2(title));
        add(head);
        add(content);
    }

    /** Adds components at the end of the heading's line, such as a link. */
    public Panel beside(Component... components) {
        head.add(components);
        return this;
    }
}
