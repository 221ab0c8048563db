package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ScrollIntoViewOption;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;

/** Shows the result of an action. Screen readers announce changes. */
public final class Outcome extends Div {
    public Outcome() {
        addClassName("hf-outcome");
        getElement().setAttribute("aria-live", "polite");
    }

    public void say(Tone tone, String sentence, Component... rest) {
        Div words = new Div(new Paragraph(sentence));
        words.add(rest);
        show(tone, words);
    }

    public void show(Tone tone, Component content) {
        removeAll();
        getElement().setAttribute("data-tone", tone.token());
        add((tone == Tone.AFFIRMING ? Icon.CHECK : Icon.ALERT).draw(), content);
        scrollIntoView(ScrollIntoViewOption.Block.NEAREST);
    }

    public void clear() {
        removeAll();
        getElement().removeAttribute("data-tone");
    }
}
