package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.selection.SelectionEvent;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.job.JobDialogs;
import dev.holdfast.ui.shell.GridRows;
import dev.holdfast.ui.shell.Visit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Number of selected devices and the actions on them. After "Select all", actions apply to all devices that match the filter, and each row
 * is selected when it loads. Deselecting a row ends this: only the other loaded rows stay selected.
 */
final class SelectionBar extends Div {
    /** Limit of devices to transfer or unclaim at once. */
    static final int MAX = 20_000;

    private static final LinkedPages.Total NONE = new LinkedPages.Total(0, false);

    private final transient DeviceClient client;
    private final transient DeviceActions actions;
    private final DeviceGrid grid;
    /** The number of devices that match the filter. */
    private transient LinkedPages.Total found = NONE;

    private String filter = "";
    private final Span summary = new Span();
    /** The button that selects all devices that match the filter. */
    private final Button everything;

    private final List<Button> ownerActions;
    /** Whether all devices that match the filter are selected, also those not loaded yet. */
    private boolean all;

    SelectionBar(DeviceActions.Clients clients, SignedIn signedIn, Visit visit, DeviceGrid grid, Runnable changed) {
        this.client = clients.devices();
        this.grid = grid;
        actions = new DeviceActions(clients, signedIn, visit, this, changed);
        // Before addSelectionListener, because a new selection mode loses the listeners of the old one.
        grid.makeSelectable();
        addClassName("hf-selection");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", text("devices.selection.name"));
        summary.getElement().setAttribute("aria-live", "polite");
        everything = new Button("", clicked -> selectAll());
        Button move = new Button(text("devices.selection.move"), clicked -> actions.job(selection(), JobDialogs::move));
        Button tag = new Button(text("devices.selection.tag"), clicked -> actions.job(selection(), JobDialogs::tag));
        Button block = new Button(text("devices.selection.block"), clicked -> block());
        Button unblock =
                new Button(text("devices.selection.unblock"), clicked -> actions.job(selection(), JobDialogs::unblock));
        Button transfer = new Button(text("devices.selection.transfer"), clicked -> actions.transfer(devices()));
        Button unclaim = new Button(text("devices.selection.unclaim"), clicked -> actions.unclaim(devices()));
        Button none = new Button(text("devices.selection.clear"), clicked -> grid.deselectAll());
        boolean owns = visit.may(Permission.MANAGE_CATALOG);
        ownerActions = owns ? List.of(transfer, unclaim) : List.of();
        move.setVisible(actions.mayMove());
        add(summary, everything, move, tag);
        if (visit.mayHere(Permission.MANAGE_CATALOG)) {
            add(block, unblock);
        }
        if (owns) {
            add(transfer, unclaim);
        }
        add(none);
        for (Button button : List.of(everything, move, tag, block, unblock, transfer, unclaim, none)) {
            button.addThemeVariants(ButtonVariant.SMALL);
        }
        grid.addSelectionListener(this::selected);
        setVisible(false);
    }

    /** Places the bar above the rows, selects rows as they load, and returns the bar. */
    SelectionBar above(GridRows<DeviceView> rows) {
        rows.onRows(this::check);
        rows.addComponentAsFirst(this);
        return this;
    }

    /** Clears the selection when the list has a new filter. {@code total} is the number of matching devices; null if unknown. */
    void begin(String newFilter, LinkedPages.@Nullable Total total) {
        filter = newFilter;
        found = total == null ? NONE : total;
        everything.setText(text("devices.selection.all", found.rows(), estimateChoice()));
        grid.deselectAll();
        all = false;
        show();
    }

    /** Selects rows that load while all devices are selected. */
    private void check(List<DeviceView> devices) {
        if (all) {
            devices.forEach(grid::select);
        }
    }

    private void selected(SelectionEvent<?, ?> event) {
        if (event.isFromClient() || grid.getSelectedItems().isEmpty()) {
            all = false;
        }
        show();
    }

    private void selectAll() {
        all = true;
        grid.getDataProvider().refreshAll();
        show();
    }

    private void show() {
        int count = grid.getSelectedItems().size();
        setVisible(all || count > 0);
        summary.setText(
                all
                        ? text("devices.selection.all-selected", found.rows(), estimateChoice())
                        : text("devices.selection.selected", count));
        everything.setVisible(!all && count < found.rows() && found.rows() <= DeviceSelection.MAX_DEVICES);
        ownerActions.forEach(action -> action.setEnabled(!all || found.rows() <= MAX));
    }

    /** Returns 1 for an estimate and 0 otherwise: texts choose between two forms by a number. */
    private int estimateChoice() {
        return found.estimated() ? 1 : 0;
    }

    private DeviceSelection selection() {
        return all ? DeviceSelection.of(filter) : DeviceSelection.of(DeviceActions.ids(devices()));
    }

    /** Returns the selected devices, at most {@value #MAX}. Removes duplicates, because the list may change while the pages are read. */
    private List<DeviceView> devices() {
        if (!all) {
            return List.copyOf(grid.getSelectedItems());
        }
        Map<DeviceId, DeviceView> devices = new LinkedHashMap<>();
        ListRequest request = ListRequest.of(filter.isEmpty() ? null : filter, LinkedPages.MAX);
        String next = null;
        do {
            DevicePage page = client.page(actions.visit().catalog(), request.after(next, LinkedPages.MAX));
            page.items().forEach(device -> devices.put(device.id(), device));
            next = page.next();
        } while (next != null && devices.size() < MAX);
        return devices.values().stream().limit(MAX).toList();
    }

    /** Blocks devices without a job where possible, because a job cannot wait for approval. */
    private void block() {
        boolean one = !all && grid.getSelectedItems().size() == 1;
        if (one || (actions.visit().may(Permission.MANAGE_CATALOG) && (!all || found.rows() <= MAX))) {
            actions.block(devices());
        } else {
            actions.blockByJob(selection());
        }
    }
}
