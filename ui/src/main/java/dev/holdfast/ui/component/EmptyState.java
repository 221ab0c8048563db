package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;

/**
 * What a page shows instead of its content if there is none: nothing in the list, nothing found, no permission, or an invalid filter. Has a
 * title, a text and at most one action.
 */
public final class EmptyState extends Div {
    /** {@code actions} is empty or one button or link. */
    public EmptyState(Icon icon, String title, String text, Component... actions) {
        addClassName("hf-empty");
        Div picture = Styled.div("hf-empty-icon", icon.draw());
        add(picture, new H3(title), new Paragraph(text));
        add(actions);
    }
}
