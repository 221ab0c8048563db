package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.alert.AlertPriority;
import dev.holdfast.contract.operator.alert.AlertStepView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** What happened to an alert, newest first, with comments, and a field for a new comment. */
final class AlertTimeline extends Div {
    private static final int FIRST = 50;

    private final transient Function<ListRequest, RestResponse<List<AlertStepView>>> source;
    private final OrderedList steps = Styled.as("hf-alert-steps", new OrderedList());
    private final Button more;
    private transient List<AlertStepView> shown = List.of();
    private int limit = FIRST;

    AlertTimeline(Function<ListRequest, RestResponse<List<AlertStepView>>> source) {
        this.source = source;
        more = new Button(text("alerts.timeline.more"), clicked -> {
            limit = LinkedPages.MAX;
            refresh();
        });
        more.setVisible(false);
        add(steps, more);
    }

    /** Adds a field for a comment above the timeline. */
    AlertTimeline commenting(Consumer<String> send) {
        TextField comment = new TextField();
        comment.setAriaLabel(text("alerts.comment"));
        comment.setPlaceholder(text("alerts.comment"));
        comment.setMaxLength(AlertActions.MAX_COMMENT);
        comment.setValueChangeMode(ValueChangeMode.EAGER);
        Button submit = new Button(text("alerts.comment.add"), clicked -> {
            send.accept(comment.getValue().strip());
            comment.clear();
        });
        submit.addClickShortcut(Key.ENTER).listenOn(comment);
        submit.setEnabled(false);
        comment.addValueChangeListener(
                change -> submit.setEnabled(!change.getValue().isBlank()));
        addComponentAsFirst(Styled.div("hf-alert-comment", comment, submit));
        return this;
    }

    /** Reads the steps again, and draws them only if there are new ones. */
    void refresh() {
        LinkedPages.Page<AlertStepView> page = LinkedPages.page(source.apply(ListRequest.of(null, limit)));
        more.setVisible(page.next() != null && limit < LinkedPages.MAX);
        if (!page.rows().equals(shown)) {
            shown = page.rows();
            steps.removeAll();
            shown.forEach(step -> steps.add(item(step)));
        }
    }

    private static ListItem item(AlertStepView step) {
        Div head = Styled.div("hf-alert-step", AlertWords.badge(step.step()), new Span(words(step)));
        head.add(Styled.as("hf-muted", TimeText.relative(step.at())));
        ListItem item = new ListItem(head);
        if (hasComment(step)) {
            item.add(new Paragraph(step.text()));
        }
        return item;
    }

    private static boolean hasComment(AlertStepView step) {
        return switch (step.step()) {
            case ASSIGNED, PRIORITIZED -> false;
            default -> !step.text().isEmpty();
        };
    }

    /** Returns what the step changed, and who took it. */
    private static String words(AlertStepView step) {
        String value = switch (step.step()) {
            case ASSIGNED -> step.text().isEmpty() ? text("alerts.to-nobody") : text("alerts.to", step.text());
            case PRIORITIZED -> word(AlertPriority.valueOf(step.text()));
            default -> "";
        };
        return value.isEmpty() || step.by().isEmpty() ? value + step.by() : value + " · " + step.by();
    }
}
