package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.HashMap;
import java.util.Map;

/** Messages about refused files. Each stays until its file is uploaded. */
public final class FileRefusals extends Div {
    private final Map<String, Outcome> byFile = new HashMap<>();

    /** Shows a message about a file, instead of an earlier one about it. */
    public void put(String file, String sentence, Component... rest) {
        remove(file);
        Div words = new Div(new Paragraph(sentence));
        words.add(rest);
        Outcome refusal = new Outcome();
        byFile.put(file, refusal);
        add(refusal);
        refusal.show(Tone.CONTRAINDICATED, words);
    }

    public void remove(String file) {
        Outcome earlier = byFile.remove(file);
        if (earlier != null) {
            remove(earlier);
        }
    }
}
