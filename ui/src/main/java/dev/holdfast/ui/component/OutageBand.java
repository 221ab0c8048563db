package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import java.time.Duration;

/** An interval in which Holdfast itself was down: what devices did not do in it is not their fault. */
public final class OutageBand extends Div {
    public OutageBand(VerifierOutage outage) {
        addClassName("hf-outage");
        getElement().setAttribute("data-tone", Tone.UNKNOWN.token());
        Span words = new Span("Holdfast was down for "
                + TimeText.length(Duration.between(outage.beganAt(), outage.endedAt())) + ", from ");
        words.add(TimeText.exact(outage.beganAt()), new Span(" to "), TimeText.exact(outage.endedAt()));
        words.add(new Span(". Silence in that time is no device's fault."));
        add(Icon.ALERT.draw(), words);
    }
}
