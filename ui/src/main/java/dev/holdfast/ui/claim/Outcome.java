package dev.holdfast.ui.claim;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ScrollIntoViewOption;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Tone;

/** Where a step says what came of it; changes are read out politely. */
final class Outcome extends Div {
    Outcome() {
        addClassName("hf-outcome");
        getElement().setAttribute("aria-live", "polite");
    }

    /** Shows a sentence in a tone, and what follows from it. */
    void say(Tone tone, String sentence, Component... rest) {
        Div words = new Div(new Paragraph(sentence));
        words.add(rest);
        show(tone, words);
    }

    /** Shows something in a tone. */
    void show(Tone tone, Component content) {
        removeAll();
        getElement().setAttribute("data-tone", tone.token());
        add((tone == Tone.AFFIRMING ? Icon.CHECK : Icon.ALERT).draw(), content);
        scrollIntoView(ScrollIntoViewOption.Block.NEAREST);
    }

    /** Goes back to having nothing to say. */
    void clear() {
        removeAll();
        getElement().removeAttribute("data-tone");
    }
}
