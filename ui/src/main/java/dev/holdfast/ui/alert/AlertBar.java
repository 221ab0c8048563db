package dev.holdfast.ui.alert;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import dev.holdfast.contract.operator.alert.AlertView;
import dev.holdfast.ui.component.Styled;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The number of selected alerts, and the actions on them. Alerts that left the list are not selected any more. */
final class AlertBar extends Div {
    private final transient Set<UUID> selected = new LinkedHashSet<>();
    private final transient Supplier<List<AlertView>> listed;
    private final transient Runnable changed;
    private final Span summary = new Span();
    private final Div buttons = Styled.div("hf-actions");

    /** Makes a bar; {@code listed} returns the alerts in the list, {@code changed} runs after a change of the selection. */
    AlertBar(AlertActions actions, Supplier<List<AlertView>> listed, Runnable changed) {
        this.listed = listed;
        this.changed = changed;
        addClassNames("hf-selection", "hf-alert-bar");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", text("alerts.selection"));
        summary.getElement().setAttribute("aria-live", "polite");
        AlertButtons actionsOnMany = new AlertButtons(actions, this::alerts);
        MenuBar menus = actionsOnMany.menus(true);
        buttons.add(actionsOnMany.acknowledge(), actionsOnMany.resolve(), actionsOnMany.suppress(), menus);
        add(
                summary,
                Styled.small(text("alerts.selection.all"), this::selectAll),
                Styled.small(text("alerts.selection.clear"), this::clear),
                buttons);
        setVisible(false);
    }

    boolean has(UUID alert) {
        return selected.contains(alert);
    }

    /** Returns the selected alerts in the order of the list. */
    List<AlertView> alerts() {
        return listed.get().stream()
                .filter(alert -> selected.contains(alert.id()))
                .toList();
    }

    void select(UUID alert, boolean isSelected) {
        if (isSelected ? selected.add(alert) : selected.remove(alert)) {
            show();
        }
    }

    void clear() {
        selected.clear();
        show();
    }

    private void selectAll() {
        listed.get().stream().limit(AlertActions.MAX).map(AlertView::id).forEach(selected::add);
        show();
    }

    /** Drops alerts that left the list. */
    void retain() {
        List<UUID> known = listed.get().stream().map(AlertView::id).toList();
        if (selected.retainAll(known)) {
            show();
        }
    }

    private void show() {
        int count = selected.size();
        setVisible(count > 0);
        boolean tooMany = count > AlertActions.MAX;
        summary.setText(
                tooMany ? text("alerts.selection.limit", AlertActions.MAX) : text("alerts.selection.count", count));
        buttons.getChildren()
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .forEach(button -> button.setEnabled(!tooMany));
        changed.run();
    }
}
