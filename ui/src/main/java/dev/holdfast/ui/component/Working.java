package dev.holdfast.ui.component;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;

/**
 * A button for an act that takes seconds: while it is disabled by its own click, a moving bar and a sentence stand beside it.
 * The style sheet shows them, because the server is busy with the act. The button must be disabled at no other time: hide it.
 */
public final class Working extends Div {
    public Working(Button act, String meanwhile) {
        addClassName("hf-working");
        ProgressBar bar = new ProgressBar();
        bar.setIndeterminate(true);
        bar.getElement().setAttribute("aria-label", act.getText());
        Div shown = new Div(bar, new Span(meanwhile));
        shown.addClassName("hf-meanwhile");
        Div said = new Div(shown);
        said.getElement().setAttribute("role", "status");
        add(act, said);
    }
}
