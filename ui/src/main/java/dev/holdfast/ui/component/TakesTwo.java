package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Div;
import java.util.List;

/** Says before anything else that an act is only asked for, because it takes a second person. Hidden until that is known. */
public final class TakesTwo extends Div {
    /** Makes it. */
    public TakesTwo() {
        add(
                new Warnings(
                        List.of(
                                "This takes two people: you ask for it now, and it is done once somebody else approves it under Approvals.")));
        setVisible(false);
    }

    /** Returns what the act's button says. */
    public String verb(String act) {
        return isVisible() ? "Ask for approval" : act;
    }
}
