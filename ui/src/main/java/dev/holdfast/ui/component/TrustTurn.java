package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.device.Trust;
import java.util.Locale;

/** How many devices would go from what to what. */
public final class TrustTurn extends Div {
    /** Shows it. */
    public TrustTurn(Trust from, Trust to, long devices) {
        Span count = new Span(String.format(Locale.ROOT, "%,d", devices));
        count.addClassName("hf-number");
        addClassName("hf-turn");
        add(count, StatusBadge.of(from), new Span("to"), StatusBadge.of(to));
    }
}
