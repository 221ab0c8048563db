package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Span;

/** Words that are read out but not drawn, beside a picture that says the same. */
public final class HiddenText {
    private HiddenText() {}

    public static Span of(String text) {
        Span span = new Span(text);
        span.addClassName("hf-hidden");
        return span;
    }
}
