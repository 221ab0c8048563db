package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;

/** What is shown where a list would be: what belongs here, why it is empty, and one thing to do about it. */
public final class EmptyState extends Div {
    /** Makes one. {@code actions} is empty or one button or link. */
    public EmptyState(Icon icon, String title, String text, Component... actions) {
        addClassName("hf-empty");
        Div picture = Styled.div("hf-empty-icon", icon.draw());
        add(picture, new H3(title), new Paragraph(text));
        add(actions);
    }
}
