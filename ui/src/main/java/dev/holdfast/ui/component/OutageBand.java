package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.catalog.VerifierOutage;
import java.time.Duration;

/** A period in which Holdfast was unavailable. The silence of devices in this period does not count against them. */
public final class OutageBand extends Div {
    public OutageBand(VerifierOutage outage) {
        addClassName("hf-outage");
        getElement().setAttribute("data-tone", Tone.UNKNOWN.token());
        Span words = new Span(
                text("outage.text", TimeText.length(Duration.between(outage.beganAt(), outage.endedAt()))) + " ");
        words.add(TimeText.exact(outage.beganAt()), new Span(" – "), TimeText.exact(outage.endedAt()));
        add(Icon.ALERT.draw(), words);
    }
}
