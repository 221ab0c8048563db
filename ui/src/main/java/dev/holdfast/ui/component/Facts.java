package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;

/** Names and values of one thing, as a description list. */
public final class Facts extends DescriptionList {
    public Facts() {
        addClassName("hf-facts");
    }

    /** Adds a fact in words; an empty value shows as a dash. */
    public Facts with(String name, String value) {
        return with(name, new Span(value.isEmpty() ? "–" : value));
    }

    public Facts with(String name, Component... value) {
        add(new Term(name));
        Description description = new Description();
        description.add(value);
        add(description);
        return this;
    }
}
