package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.alert.AlertCounts;
import dev.holdfast.ui.component.Chips;
import dev.holdfast.ui.component.Styled;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** Links to the views of the list of alerts, with their numbers. */
final class AlertChips extends Div {
    private final Map<AlertShow, Span> numbers = new EnumMap<>(AlertShow.class);

    /** Shows the links of the views; {@code shown} is the current one. */
    void show(Function<AlertShow, String> links, AlertShow shown) {
        Chips chips = new Chips(text("alerts.views"));
        for (AlertShow show : AlertShow.values()) {
            Span number = Styled.as("hf-number", new Span());
            number.setVisible(false);
            numbers.put(show, number);
            Anchor chip = chips.add(links.apply(show), "", show == shown);
            chip.add(new Span(word(show)), number);
        }
        removeAll();
        add(chips);
    }

    /** Shows the numbers without a change of the links, so that these keep the focus. */
    void count(AlertCounts counts) {
        numbers.forEach((show, number) -> {
            String count = show.number(counts);
            number.setText(count);
            number.setVisible(!count.isEmpty());
        });
    }
}
