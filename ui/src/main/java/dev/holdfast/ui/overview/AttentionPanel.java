package dev.holdfast.ui.overview;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.catalog.Attention;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.device.DeviceQuery;
import dev.holdfast.ui.shell.Links;
import java.util.List;

/** What needs somebody, worst first; each line leads to the devices it is about. */
final class AttentionPanel extends Div {
    AttentionPanel(String catalog, List<Attention> attention) {
        Panel panel = new Panel("Needs attention");
        if (attention.isEmpty()) {
            Paragraph calm =
                    new Paragraph(Icon.CHECK.draw(), new Span("Nothing. Every device that has attested is trusted."));
            calm.addClassName("hf-calm");
            panel.add(calm);
        } else {
            OrderedList list = Styled.as("hf-attention", new OrderedList());
            attention.forEach(item -> list.add(line(catalog, item)));
            panel.add(list);
        }
        add(panel);
    }

    private static ListItem line(String catalog, Attention attention) {
        DeviceQuery query = query(attention);
        Span reason = Styled.as("hf-attention-reason", new Span(attention.reason()));
        Span detail = Styled.as(
                "hf-muted",
                new Span(
                        new Span(Amount.of(attention.devices(), "device") + " · first "),
                        TimeText.relative(attention.since())));
        Anchor devices = new Anchor(Links.devices(catalog, query.toParameters()), "Show devices");
        devices.getElement().setAttribute("aria-label", "Show devices: " + attention.reason());
        return new ListItem(StatusBadge.of(attention.trust()), Styled.div("hf-two-lines", reason, detail), devices);
    }

    /** Asks for them by what the list's chips and its filter box show. */
    private static DeviceQuery query(Attention attention) {
        DeviceQuery query = DeviceQuery.ALL.withText(attention.code());
        return switch (attention.trust()) {
            case UNTRUSTED -> query.withHealth(Health.FAILED);
            case OUTDATED -> query.withHealth(Health.OUTDATED);
            case TRUSTED -> query.withHealth(Health.TRUSTED);
            case UNKNOWN -> query.withText("is:unknown,unreachable " + attention.code());
        };
    }
}
