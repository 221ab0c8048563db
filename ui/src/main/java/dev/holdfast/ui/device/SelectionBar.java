package dev.holdfast.ui.device;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.selection.SelectionEvent;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.revocation.BlockActs;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.transfer.TransferClient;
import dev.holdfast.ui.transfer.TransferDialog;
import dev.holdfast.ui.transfer.Unclaiming;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is selected in the device list, and what an owner can do to all of it at once. */
final class SelectionBar extends Div {
    /** The most devices that one act takes. */
    static final int MOST = 20_000;

    private static final int PAGE = 500;

    private final transient TransferClient client;
    private final transient RevocationClient revoking;
    private final String catalog;
    private final DeviceGrid grid;
    private final long found;
    private final transient Pages pages;
    private final transient Runnable changed;
    private final Span words = new Span();
    private final Button everything;
    private boolean all;

    /** The devices that the list shows. */
    @FunctionalInterface
    interface Pages {
        /** Returns some of them. */
        DevicePage page(int offset, int limit);
    }

    /** Watches {@code grid}, which shows {@code found} devices; {@code changed} is called when some have left. */
    SelectionBar(
            TransferClient client,
            RevocationClient revoking,
            String catalog,
            DeviceGrid grid,
            long found,
            Pages pages,
            Runnable changed) {
        this.client = client;
        this.revoking = revoking;
        this.catalog = catalog;
        this.grid = grid;
        this.found = found;
        this.pages = pages;
        this.changed = changed;
        addClassName("hf-selection");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Selected devices");
        words.getElement().setAttribute("aria-live", "polite");
        everything = new Button("Select all " + Amount.of(found, "device"), clicked -> selectAll());
        Button block = new Button("Block…", clicked -> block());
        Button transfer = new Button("Transfer…", clicked -> transfer());
        Button unclaim = new Button("Unclaim…", clicked -> unclaim());
        Button none = new Button("Clear selection", clicked -> grid.deselectAll());
        for (Button button : List.of(everything, block, transfer, unclaim, none)) {
            button.addThemeVariants(ButtonVariant.SMALL);
        }
        add(words, everything, block, transfer, unclaim, none);
        grid.addSelectionListener(this::selected);
        setVisible(false);
    }

    private void selected(SelectionEvent<?, ?> event) {
        all = false;
        show();
    }

    private void selectAll() {
        all = true;
        show();
    }

    private void show() {
        int count = grid.getSelectedItems().size();
        setVisible(count > 0);
        words.setText(
                all
                        ? "All " + Amount.of(found, "device") + " of this list selected"
                        : Amount.of(count, "device") + " selected");
        everything.setVisible(!all && count < found && found <= MOST);
    }

    /** Returns what is selected, in no order; of a list that changes meanwhile, each device once. */
    private List<DeviceView> devices() {
        if (!all) {
            return List.copyOf(grid.getSelectedItems());
        }
        Map<DeviceId, DeviceView> devices = new LinkedHashMap<>();
        for (int offset = 0; offset < Math.min(found, MOST); offset += PAGE) {
            pages.page(offset, PAGE).devices().forEach(device -> devices.put(device.id(), device));
        }
        return devices.values().stream().limit(MOST).toList();
    }

    private void block() {
        List<DeviceView> devices = devices();
        BlockActs.block(revoking, catalog, Amount.of(devices.size(), "device"), ids(devices), changed);
    }

    private void transfer() {
        List<DeviceView> devices = devices();
        new TransferDialog(client, catalog, ids(devices), changed)
                .showing(new ChosenDevices(devices, Instant.now()))
                .open();
    }

    private void unclaim() {
        List<DeviceView> devices = devices();
        Unclaiming.dialog(client, catalog, Amount.of(devices.size(), "device"), ids(devices), changed)
                .showing(new ChosenDevices(devices, Instant.now()))
                .open();
    }

    private static List<DeviceId> ids(List<DeviceView> devices) {
        return devices.stream().map(DeviceView::id).toList();
    }
}
