package dev.holdfast.ui.overview;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import java.util.List;

/** The newest acts in a catalog. */
final class RecentPanel extends Div {
    RecentPanel(String catalog, List<AuditEntryView> entries) {
        Panel panel = new Panel("Recent changes").beside(new Anchor(Links.audit(catalog), "Audit log"));
        if (entries.isEmpty()) {
            panel.add(new Paragraph("Nothing has been changed yet."));
        } else {
            OrderedList list = new OrderedList();
            list.addClassName("hf-recent");
            entries.forEach(entry -> list.add(line(entry)));
            panel.add(list);
        }
        add(panel);
    }

    private static ListItem line(AuditEntryView entry) {
        Span actor = new Span(entry.actor());
        actor.addClassName("hf-actor");
        Span what = new Span(entry.detail().isEmpty() ? entry.action() + " " + entry.subject() : entry.detail());
        return new ListItem(TimeText.relative(entry.at()), actor, what);
    }
}
