package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.alert.AlertState;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An alert with its next step, facts, timeline and subjects. A refresh redraws only what changed, so that the focus and inputs stay. */
final class AlertPanel extends Section {
    private final String catalog;
    private final transient @Nullable AlertActions actions;
    private final Anchor back = Styled.as("hf-alert-back", new Anchor("", text("alerts.back")));
    private final CopyButton copy;
    private final Div badges = Styled.div("hf-title-line");
    private final Div buttons = Styled.div("hf-actions");
    private final Div facts = new Div();
    private final AlertTimeline timeline;
    private final AlertSubjects subjects;
    private transient @Nullable AlertView shown;

    /**
     * Makes a panel.
     *
     * @param actions null if the person may not handle alerts
     * @param address the address of the alert
     */
    AlertPanel(AlertClient client, String catalog, AlertView alert, @Nullable AlertActions actions, String address) {
        this.catalog = catalog;
        this.actions = actions;
        String id = alert.id().toString();
        addClassName("hf-alert-panel");
        H2 title = new H2(alert.title());
        title.setId("alert-title");
        getElement().setAttribute("aria-labelledby", "alert-title");
        copy = CopyButton.link(text("copy.link"), address);
        timeline = new AlertTimeline(request -> client.steps(catalog, id, request));
        if (actions != null) {
            timeline.commenting(comment -> actions.comment(List.of(current()), comment));
        }
        subjects = new AlertSubjects(client, catalog, alert);
        add(
                back,
                Styled.div("hf-alert-panel-head", badges, title),
                buttons,
                nextStep(alert),
                facts,
                new Panel(text("alerts.timeline"), timeline),
                subjects);
        draw(alert);
        timeline.refresh();
    }

    UUID alert() {
        return current().id();
    }

    AlertView current() {
        return Objects.requireNonNull(shown);
    }

    /** Sets the address of the list without an open alert. */
    void back(String address) {
        back.setHref(address);
    }

    /** Shows a new version of the alert, and reads its timeline, because a comment does not change the alert. */
    void refresh(AlertView now) {
        if (!now.equals(shown)) {
            draw(now);
            subjects.refresh();
        }
        timeline.refresh();
    }

    private void draw(AlertView alert) {
        AlertState before = shown == null ? null : shown.state();
        shown = alert;
        badges.removeAll();
        badges.add(AlertWords.badge(alert.severity()), AlertWords.badge(alert.state()));
        if (alert.state() != before) {
            buttons.removeAll();
            if (actions != null) {
                buttons.add(new AlertButtons(actions, () -> List.of(current())).of(alert.state()));
            }
            buttons.add(copy);
        }
        facts.removeAll();
        facts.add(facts(alert));
    }

    private Div nextStep(AlertView alert) {
        Paragraph words = Styled.as(
                "hf-remedy", new Paragraph(new Span(text("alerts.next-step") + " "), new Span(alert.nextStep())));
        Div step = Styled.div("hf-next-step", words);
        if (alert.rollout() != null) {
            step.add(button(Links.rollout(catalog, alert.rollout()), "alerts.open-rollout"));
        }
        switch (alert.rule()) {
            case "approval-waiting" -> step.add(button(Links.approvals(catalog), "alerts.open-approvals"));
            case "clone-suspected", "update-withheld", "device-loop" ->
                step.add(button(Links.anomalies(catalog), "alerts.open-anomalies"));
            case "authority-created" -> step.add(button(Links.certificates(catalog), "alerts.open-certificates"));
            default -> {}
        }
        return step;
    }

    private static Anchor button(String link, String key) {
        return Styled.as("hf-button-link", new Anchor(link, text(key)));
    }

    private static Facts facts(AlertView alert) {
        Facts facts = new Facts()
                .with(text("alerts.affected-now"), affected(alert))
                .with(text("alerts.events"), Amount.of(alert.events()))
                .with(text("alerts.first"), TimeText.full(alert.firstSeen()))
                .with(text("alerts.last"), TimeText.full(alert.lastSeen()))
                .with(text("alerts.openings"), text("alerts.openings.times", alert.openings()))
                .with(text("alerts.assignee"), AlertWords.assignee(alert))
                .with(text("alerts.priority"), word(alert.priority()));
        if (alert.suppressedUntil() != null) {
            facts.with(text("alerts.suppressed-until"), TimeText.full(alert.suppressedUntil()));
        }
        facts.with(text("alerts.rule"), new Code(alert.rule()));
        if (!alert.labels().isEmpty()) {
            Div labels = Styled.div("hf-around");
            new TreeMap<>(alert.labels()).forEach((name, value) -> labels.add(new Code(name + ": " + value)));
            facts.with(text("alerts.labels"), labels);
        }
        return facts;
    }

    private static String affected(AlertView alert) {
        long others = alert.subjects() - alert.devices();
        return Stream.of(
                        alert.devices() > 0 || others == 0 ? Amount.of(alert.devices(), "device") : "",
                        others > 0 ? text("alerts.affected.other", others) : "")
                .filter(words -> !words.isEmpty())
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }
}
