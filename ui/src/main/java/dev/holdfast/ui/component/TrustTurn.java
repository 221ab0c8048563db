package dev.holdfast.ui.component;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.device.Trust;

/** How many devices would go from what to what. */
public final class TrustTurn extends Div {
    public TrustTurn(Trust from, Trust to, long devices) {
        Span count = new Span(Amount.of(devices));
        count.addClassName("hf-number");
        addClassName("hf-turn");
        add(count, StatusBadge.of(from), new Span("to"), StatusBadge.of(to));
    }
}
