package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.alert.AlertSubjectView;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The devices and other subjects of an alert, affected ones first. */
final class AlertSubjects extends Div {
    private static final int FIRST = 10;

    /** The maximum number of values in a term of a filter. */
    private static final int MAX_IDS = 50;

    private static final int PREFIX = 16;

    private final String catalog;
    private final transient AlertView alert;
    private final transient TableRows<AlertSubjectView> rows;
    private final transient LinkedPages<AlertSubjectView> pages;
    private final Anchor list = new Anchor();

    AlertSubjects(AlertClient client, String catalog, AlertView alert) {
        this.catalog = catalog;
        this.alert = alert;
        rows = new TableRows<>(text("alerts.affected"), AlertSubjectView::subject, FIRST)
                .column(text("alerts.affected.subject"), this::subject)
                .column(text("alerts.affected.state"), AlertSubjects::state)
                .words(text("alerts.affected.events"), subject -> Amount.of(subject.events()))
                .column(text("alerts.affected.last"), subject -> TimeText.relative(subject.lastSeen()))
                .withoutPanel();
        pages = LinkedPages.linked(
                ListRequest.of(null, TableRows.PAGE),
                page -> client.subjects(catalog, alert.id().toString(), page));
        add(new Panel(text("alerts.affected"), rows).beside(list));
        rows.show(pages, Styled.muted(text("alerts.affected.none")));
        link();
    }

    void refresh() {
        rows.refresh(subject -> true);
        link();
    }

    /** Links the affected devices by the beginnings of their IDs, because devices of an alert have no filter of their own. */
    private void link() {
        List<String> devices = pages.known().stream()
                .filter(subject -> subject.device() && subject.clearedAt() == null)
                .map(subject -> subject.subject().substring(0, PREFIX))
                .toList();
        list.setVisible(!devices.isEmpty());
        list.setText(devices.size() > MAX_IDS ? text("alerts.devices.first", MAX_IDS) : text("alerts.devices"));
        String filter = devices.stream().limit(MAX_IDS).collect(Collectors.joining(",", "id:", ""));
        QueryParameters query = FilterParameter.with(filter, Map.of());
        list.setHref(Links.devices(catalog, query));
    }

    private Component subject(AlertSubjectView subject) {
        Code name = Styled.as("hf-nowrap", new Code());
        name.setTitle(subject.subject());
        if (subject.device()) {
            DeviceId device = DeviceId.parse(subject.subject());
            name.setText(device.shortText());
            Anchor link = new Anchor(Links.device(catalog, device));
            link.add(name);
            return link;
        }
        name.setText(subject.subject());
        UUID rollout = alert.rollout();
        if (rollout == null || !subject.subject().equals(rollout.toString())) {
            return name;
        }
        Anchor link = new Anchor(Links.rollout(catalog, rollout));
        link.add(name);
        return link;
    }

    private static Component state(AlertSubjectView subject) {
        return subject.clearedAt() == null
                ? new Span(text("alerts.affected.still"))
                : Styled.as(
                        "hf-muted",
                        new Span(
                                new Span(text("alerts.affected.cleared") + " "),
                                TimeText.relative(subject.clearedAt())));
    }
}
