package dev.holdfast.ui.device;

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
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.job.JobDialogs;
import dev.holdfast.ui.shell.GridRows;
import dev.holdfast.ui.shell.Visit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is selected in the device list, and what can be done to all of it at once. All that the filter finds may be selected: then every
 * row that the list shows is checked as it comes, and unchecking one leaves those that were shown.
 */
final class SelectionBar extends Div {
    /** The most devices that are transferred or unclaimed at once. */
    static final int MOST = 20_000;

    private static final LinkedPages.Total NONE = new LinkedPages.Total(0, false);

    private final transient DeviceClient client;
    private final transient DeviceActs acts;
    private final DeviceGrid grid;
    private transient LinkedPages.Total found = NONE;
    private String filter = "";
    private final Span words = new Span();
    private final Button everything;
    private final List<Button> ownedActs;
    private boolean all;

    SelectionBar(DeviceActs.Clients clients, SignedIn signedIn, Visit visit, DeviceGrid grid, Runnable changed) {
        this.client = clients.devices();
        this.grid = grid;
        acts = new DeviceActs(clients, signedIn, visit, this, changed);
        // Before anybody listens to the selection, since listeners belong to a mode.
        grid.makeSelectable();
        addClassName("hf-selection");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Selected devices");
        words.getElement().setAttribute("aria-live", "polite");
        everything = new Button("", clicked -> selectAll());
        Button move = new Button("Move…", clicked -> acts.job(selection(), JobDialogs::move));
        Button tag = new Button("Tag…", clicked -> acts.job(selection(), JobDialogs::tag));
        Button block = new Button("Block…", clicked -> block());
        Button unblock = new Button("Unblock…", clicked -> acts.job(selection(), JobDialogs::unblock));
        Button transfer = new Button("Transfer…", clicked -> acts.transfer(devices()));
        Button unclaim = new Button("Unclaim…", clicked -> acts.unclaim(devices()));
        Button none = new Button("Clear selection", clicked -> grid.deselectAll());
        boolean owns = visit.may(Permission.MANAGE_CATALOG);
        ownedActs = owns ? List.of(transfer, unclaim) : List.of();
        move.setVisible(acts.mayMove());
        add(words, everything, move, tag);
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

    /** Stands above rows, which it checks as they come, and returns itself. */
    SelectionBar above(GridRows<DeviceView> rows) {
        rows.onRows(this::check);
        rows.addComponentAsFirst(this);
        return this;
    }

    void begin(String newFilter, LinkedPages.@Nullable Total total) {
        filter = newFilter;
        found = total == null ? NONE : total;
        everything.setText("Select all " + foundWords());
        grid.deselectAll();
        all = false;
        show();
    }

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
        words.setText(
                all ? "All " + foundWords() + " of this list selected" : Amount.of(count, "device") + " selected");
        everything.setVisible(!all && count < found.rows() && found.rows() <= DeviceSelection.MOST);
        ownedActs.forEach(act -> act.setEnabled(!all || found.rows() <= MOST));
    }

    private String foundWords() {
        return (found.estimated() ? "about " : "") + Amount.of(found.rows(), "device");
    }

    private DeviceSelection selection() {
        return all ? DeviceSelection.of(filter) : DeviceSelection.of(DeviceActs.ids(devices()));
    }

    /** Returns what is selected, in no order; of a list that changes meanwhile, each device once. */
    private List<DeviceView> devices() {
        if (!all) {
            return List.copyOf(grid.getSelectedItems());
        }
        Map<DeviceId, DeviceView> devices = new LinkedHashMap<>();
        ListRequest request = ListRequest.of(filter.isEmpty() ? null : filter, LinkedPages.MOST);
        String next = null;
        do {
            DevicePage page = client.page(acts.visit().catalog(), request.behind(next, LinkedPages.MOST));
            page.devices().forEach(device -> devices.put(device.id(), device));
            next = page.next();
        } while (next != null && devices.size() < MOST);
        return devices.values().stream().limit(MOST).toList();
    }

    /** At once where that can be: a second person can be asked for a block, and not for a job, which several take by a role in a part. */
    private void block() {
        boolean one = !all && grid.getSelectedItems().size() == 1;
        if (one || (acts.visit().may(Permission.MANAGE_CATALOG) && (!all || found.rows() <= MOST))) {
            acts.block(devices());
        } else {
            acts.blockByJob(selection());
        }
    }
}
