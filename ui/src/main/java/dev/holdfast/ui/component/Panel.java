package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.Section;
import java.util.Collection;

/** A part of a page with a heading. Its tables scroll sideways if necessary. */
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

    /** Tables with cards in narrow windows do not scroll. */
    private Component boxed(Component component) {
        return component instanceof NativeTable table && !table.hasClassName(RowTable.CARDS)
                ? Styled.scrolling("hf-table-box", title, table)
                : component;
    }

    /** Adds components at the end of the heading's line, such as a link. */
    public Panel beside(Component... components) {
        head.add(components);
        return this;
    }
}
