package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;

/** Links to parts of a list, one of them current. */
public final class Chips extends Nav {
    /** {@code label} is the accessible name. */
    public Chips(String label) {
        addClassName("hf-chips");
        getElement().setAttribute("aria-label", label);
    }

    public void add(String link, String words, String number, boolean current) {
        Span count = Styled.as("hf-number", new Span(number));
        Anchor chip = add(link, "", current);
        chip.add(new Span(words), count);
    }

    public Anchor add(String link, String words, boolean current) {
        Anchor chip = new Anchor(link, words);
        if (current) {
            chip.getElement().setAttribute("aria-current", "true");
        }
        add(chip);
        return chip;
    }
}
