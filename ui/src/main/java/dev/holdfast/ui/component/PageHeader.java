package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;

/** The head of a page: title, one line of state and actions. */
public final class PageHeader extends Header {
    private final H1 title;
    private final Div titleLine = new Div();
    private final Paragraph sentence = new Paragraph();
    private final Div actions = new Div();

    public PageHeader(String name) {
        title = new H1(name);
        addClassName("hf-page-header");
        titleLine.addClassName("hf-title-line");
        titleLine.add(title);
        sentence.addClassName("hf-sentence");
        sentence.getElement().setAttribute("aria-live", "polite");
        sentence.setVisible(false);
        actions.addClassName("hf-actions");
        Div words = Styled.div("hf-header-words", titleLine, sentence);
        add(words, actions);
    }

    /** Changes the title. */
    public void name(String text) {
        title.setText(text);
    }

    /** Adds components beside the title, such as a badge. */
    public PageHeader beside(Component... components) {
        titleLine.add(components);
        return this;
    }

    /** Sets the line of state. Screen readers announce changes. */
    public PageHeader say(String text) {
        if (!text.equals(sentence.getText())) {
            sentence.setText(text);
        }
        sentence.setVisible(!text.isEmpty());
        return this;
    }

    public PageHeader offer(Component... components) {
        actions.add(components);
        return this;
    }
}
