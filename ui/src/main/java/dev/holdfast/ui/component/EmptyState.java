package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;

/** The content of an empty list: title, text and at most one action. */
public final class EmptyState extends Div {
    /** {@code actions} is empty or one button or link. */
    public EmptyState(Icon icon, String title, String text, Component... actions) {
        addClassName("hf-empty");
        Div picture = Styled.div("hf-empty-icon", icon.draw());
        add(picture, new H3(title), new Paragraph(text));
        add(actions);
    }
}
