package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;

/** Warnings before an action, one sentence each. */
public final class Warnings extends Div {
    public Warnings(List<String> sentences) {
        addClassName("hf-warnings");
        getElement().setAttribute("data-tone", Tone.WARNING.token());
        UnorderedList list = new UnorderedList();
        sentences.forEach(sentence -> list.add(new ListItem(sentence)));
        add(Icon.ALERT.draw(), list);
    }
}
