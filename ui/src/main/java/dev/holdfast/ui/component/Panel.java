package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.Section;
import java.util.Collection;

/** A part of a page under a heading of its own. A table in it scrolls sideways by itself where there is no room. */
public final class Panel extends Section {
    private final Div head = new Div();
    private final String title;

    public Panel(String title, Component... content) {
        this.title = title;
        addClassName("hf-panel");
        head.addClassName("hf-panel-head");
        head.add(new H2(title));
        add(head);
        add(content);
    }

    @Override
    public void add(Collection<Component> components) {
        super.add(components.stream().map(this::boxed).toList());
    }

    /** Rows that are cards where the window is narrow need no room. */
    private Component boxed(Component component) {
        return component instanceof NativeTable table && !table.hasClassName(RowTable.CARDS)
                ? Styled.scrolling("hf-table-box", title, table)
                : component;
    }

    /** Puts something at the end of the heading's line, such as a link to all of it. */
    public Panel beside(Component... components) {
        head.add(components);
        return this;
    }
}
