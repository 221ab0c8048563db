package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.hint;
import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.rollout.RolloutAction;
import dev.holdfast.contract.operator.rollout.RolloutFailureReason;
import dev.holdfast.contract.operator.rollout.RolloutFailureView;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.UpdateError;
import dev.holdfast.ui.device.UpdateActions;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The failures of a rollout by reason, and the failed devices that match a filter. */
final class FailuresPanel extends Div {
    private static final int PAGE = 100;

    private final transient RolloutClient client;
    private final String catalog;
    private final UUID rollout;
    private final String filter;
    private final Div reasons = new Div();
    private final transient TableRows<RolloutFailureView> devices;
    private transient List<RolloutFailureReason> shown = List.of();

    /** Makes the panels; {@code filter} selects the devices and is empty for all failed ones. */
    FailuresPanel(RolloutClient client, UpdateActions updates, String catalog, RolloutView rollout, String filter) {
        this.client = client;
        this.catalog = catalog;
        this.rollout = rollout.id();
        this.filter = filter;
        addClassName("hf-stack");
        devices = new TableRows<RolloutFailureView>(text("rollout-failures.devices"), RolloutFailureView::device)
                .column(text("rollout-failures.device"), this::device)
                .words(text("rollout-failures.phase"), failure -> text("rollout-phase.title", failure.phase()))
                .column(text("rollout-failures.kind"), failure -> RolloutWords.badge(failure.kind()))
                .column(text("rollout-failures.code"), failure -> code(failure.code()))
                .column(text("rollout-failures.at"), failure -> TimeText.relative(failure.at()));
        if (rollout.allowed().contains(RolloutAction.EXEMPT) && updates.isAllowed()) {
            devices.column(
                    text("rollout-failures.action"),
                    failure -> Styled.small(
                            text("rollout-failures.exempt"),
                            text("rollout-failures.exempt-named", name(failure)),
                            () -> updates.exempt(rollout.id(), failure.device(), name(failure))));
        }
        if (!filter.isEmpty()) {
            devices.beside(new Anchor(Links.rollout(catalog, this.rollout), text("list.show-all")));
        }
        add(reasons, devices);
        setVisible(false);
    }

    /** Reads the failures again if their number changed. */
    void show(RolloutView now) {
        boolean any = RolloutWords.failed(now.counts()) > 0 || !filter.isEmpty();
        List<RolloutFailureReason> current = any ? client.failureReasons(catalog, rollout.toString()) : List.of();
        if (isVisible() == any && current.equals(shown)) {
            return;
        }
        shown = current;
        reasons.removeAll();
        if (any) {
            reasons.add(new Panel(text("rollout-failures.title"), table(current)));
            showDevices();
        }
        setVisible(any);
    }

    /** Shows the devices, or reads them again. Rows that did not change keep the focus. */
    private void showDevices() {
        if (isVisible()) {
            devices.refresh(failure -> true);
        } else {
            devices.show(
                    LinkedPages.linked(
                            ListRequest.of(filter.isEmpty() ? null : filter, PAGE),
                            page -> client.failures(catalog, rollout.toString(), page)),
                    new EmptyState(Icon.SEARCH, text("list.no-match.title"), text("list.no-match.text")));
        }
    }

    private RowTable table(List<RolloutFailureReason> found) {
        RowTable table = new RowTable(
                text("rollout-failures.title"),
                text("rollout-failures.kind"),
                text("rollout-failures.code"),
                text("rollout-failures.number"),
                text("rollout-failures.newest"));
        for (RolloutFailureReason reason : found) {
            StatusBadge badge = RolloutWords.badge(reason.kind());
            badge.getElement().setAttribute("title", hint(reason.kind()));
            String term = term(reason);
            Anchor link = new Anchor(Links.rollout(catalog, rollout, term), Amount.of(reason.devices(), "device"));
            if (term.equals(filter)) {
                link.getElement().setAttribute("aria-current", "true");
            }
            table.row(badge, code(reason.code()), link, TimeText.relative(reason.last()));
        }
        return table;
    }

    private static String term(RolloutFailureReason reason) {
        Filter kind =
                Filter.of("kind", reason.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return (reason.code().isEmpty() ? kind : kind.and(Filter.of("code", reason.code()))).text();
    }

    private static Component code(String code) {
        if (code.isEmpty()) {
            return new Span("–");
        }
        String meaning = UpdateError.explain(code);
        return meaning.isEmpty() ? new Code(code) : new Div(new Code(code), new Div(Styled.muted(meaning)));
    }

    private Component device(RolloutFailureView failure) {
        Anchor link = new Anchor(Links.device(catalog, failure.device()));
        link.add(
                failure.name().isEmpty()
                        ? Styled.as("hf-nowrap", new Code(failure.device().shortText()))
                        : new Span(failure.name()));
        return link;
    }

    private static String name(RolloutFailureView failure) {
        return failure.name().isEmpty() ? failure.device().shortText() : failure.name();
    }
}
