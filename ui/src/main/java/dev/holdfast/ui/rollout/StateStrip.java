package dev.holdfast.ui.rollout;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Tone;

/** A strip that says what needs a person: a state with its reason. */
final class StateStrip extends Div {
    StateStrip(Tone tone, Icon icon, String words, Component... rest) {
        addClassName("hf-strip");
        Div content = new Div(new Paragraph(words));
        content.add(rest);
        add(icon.draw(), content);
        getElement().setAttribute("data-tone", tone.token());
    }

    /** Lets screen readers announce the strip at once. */
    StateStrip alarming() {
        getElement().setAttribute("role", "alert");
        return this;
    }
}
