package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.alert.AlertPriority;
import dev.holdfast.contract.operator.alert.AlertSeverity;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.CardRows;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An alert in the list. The whole card is a link. A new version of the alert keeps the link, and so the focus. */
final class AlertCard extends Div implements CardRows.Card<AlertView> {
    private final Checkbox box = new Checkbox();
    private final Div badge = new Div();
    private final Anchor link = Styled.as("hf-alert-link", new Anchor());
    private final Span last = new Span();
    private final Div facts = Styled.div("hf-alert-facts");
    private @Nullable AlertSeverity severity;

    /** Makes a card; {@code selected} receives whether the alert is selected, and is null if nobody can select. */
    AlertCard(AlertView alert, @Nullable Consumer<Boolean> selected) {
        addClassName("hf-alert");
        if (selected != null) {
            box.setAriaLabel(text("alerts.select", alert.title()));
            box.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    selected.accept(change.getValue());
                }
            });
            add(box);
        }
        add(Styled.div("hf-alert-main", Styled.div("hf-alert-head", badge, last), link, facts));
        show(alert);
    }

    @Override
    public void show(AlertView alert) {
        if (alert.severity() != severity) {
            severity = alert.severity();
            badge.removeAll();
            badge.add(AlertWords.badge(alert.severity()));
        }
        link.setText(alert.title());
        last.removeAll();
        last.add(TimeText.relative(alert.lastSeen()));
        facts.removeAll();
        if (alert.devices() > 0) {
            facts.add(new Span(Amount.of(alert.devices(), "device")));
        }
        facts.add(
                new Span(new Span(text("alerts.since") + " "), TimeText.relative(alert.firstSeen())),
                new Span(word(alert.state())),
                new Span(AlertWords.assignee(alert)));
        if (alert.priority() != AlertPriority.NORMAL) {
            facts.add(Styled.as("hf-alert-priority", new Span(word(alert.priority()))));
        }
    }

    void select(boolean selected) {
        box.setValue(selected);
    }

    /** Sets the address of the alert, and marks the one that is open beside the list. */
    void link(String address, boolean open) {
        link.setHref(address);
        if (open) {
            link.getElement().setAttribute("aria-current", "true");
        } else {
            link.getElement().removeAttribute("aria-current");
        }
    }
}
