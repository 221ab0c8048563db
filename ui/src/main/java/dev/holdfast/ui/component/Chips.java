package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;

/** Links to parts of a list, of which one is shown. */
public final class Chips extends Nav {
    /** Makes a row without any; {@code label} is read out. */
    public Chips(String label) {
        addClassName("hf-chips");
        getElement().setAttribute("aria-label", label);
    }

    /** Adds one. */
    public void add(String link, String words, boolean current) {
        Anchor chip = new Anchor(link, words);
        if (current) {
            chip.getElement().setAttribute("aria-current", "true");
        }
        add(chip);
    }
}
