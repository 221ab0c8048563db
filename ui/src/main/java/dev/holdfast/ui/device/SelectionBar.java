package dev.holdfast.ui.device;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.selection.SelectionEvent;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.job.DeviceJobClient;
import dev.holdfast.ui.job.JobDialogs;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.revocation.BlockActs;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.Visit;
import dev.holdfast.ui.transfer.TransferClient;
import dev.holdfast.ui.transfer.TransferDialog;
import dev.holdfast.ui.transfer.Unclaiming;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What is selected in the device list, and what can be done to all of it at once. All that the filter finds may be selected: then every
 * row that the list shows is checked as it comes, and unchecking one leaves those that were shown.
 */
final class SelectionBar extends Div {
    /** The most devices that are transferred or unclaimed at once. */
    static final int MOST = 20_000;

    private final transient Clients clients;
    private final transient Visit visit;
    private final transient JobDialogs.Destinations destinations;
    private final DeviceGrid grid;
    private final transient Function<ListRequest, DevicePage> pages;
    private transient LinkedPages.Total found = new LinkedPages.Total(0, false);
    private String filter = "";
    private final transient Runnable changed;
    private final Span words = new Span();
    private final Button everything;
    private final List<Button> ownedActs;
    private boolean all;

    /** Whom the acts are asked of. */
    record Clients(
            DeviceJobClient jobs,
            ProductClient products,
            TransferClient transfers,
            RevocationClient revoking,
            ApprovalClient approvals) {}

    /**
     * Where the visitor may do what.
     *
     * @param visit at all that is in some part where the visitor has a role
     * @param severalGroups whether devices can be put into more than one group
     * @param destinations into which
     */
    record Where(Visit visit, boolean severalGroups, JobDialogs.Destinations destinations) {
        static Where of(SignedIn signedIn, Visit visit, JobDialogs.Destinations destinations) {
            boolean severalGroups =
                    visit.may(Act.MANAGE_FLEET) || signedIn.mayInSeveralGroups(visit.catalog(), Act.MANAGE_FLEET);
            return new Where(visit, severalGroups, destinations);
        }
    }

    /** Watches a grid of rows that {@code pages} finds; {@code changed} is called when some have left. */
    SelectionBar(
            Clients clients, Where where, DeviceGrid grid, Function<ListRequest, DevicePage> pages, Runnable changed) {
        this.clients = clients;
        this.visit = where.visit();
        this.destinations = where.destinations();
        this.grid = grid;
        this.pages = pages;
        this.changed = changed;
        addClassName("hf-selection");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Selected devices");
        words.getElement().setAttribute("aria-live", "polite");
        everything = new Button("", clicked -> selectAll());
        Button move = new Button("Move…", clicked -> act(JobDialogs::move));
        Button tag = new Button("Tag…", clicked -> act(JobDialogs::tag));
        Button block = new Button("Block…", clicked -> block());
        Button unblock = new Button("Unblock…", clicked -> act(JobDialogs::unblock));
        Button transfer = new Button("Transfer…", clicked -> transfer());
        Button unclaim = new Button("Unclaim…", clicked -> unclaim());
        Button none = new Button("Clear selection", clicked -> grid.deselectAll());
        boolean owns = visit.may(Act.MANAGE_CATALOG);
        ownedActs = owns ? List.of(transfer, unclaim) : List.of();
        move.setVisible(where.severalGroups());
        add(words, everything, move, tag);
        if (visit.mayHere(Act.MANAGE_CATALOG)) {
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

    /** Begins with what a filter finds; nothing is selected. */
    void begin(String newFilter, LinkedPages.Total total) {
        filter = newFilter;
        found = total;
        everything.setText("Select all " + foundWords());
        grid.deselectAll();
        all = false;
        show();
    }

    /** Checks the rows that come, if all are selected. */
    void check(List<DeviceView> devices) {
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

    private void act(Consumer<JobDialogs> dialog) {
        dialog.accept(new JobDialogs(
                clients.jobs(),
                clients.products(),
                visit,
                destinations,
                all ? DeviceSelection.of(filter) : DeviceSelection.of(ids(List.copyOf(grid.getSelectedItems()))),
                this));
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
            DevicePage page = pages.apply(request.behind(next, LinkedPages.MOST));
            page.devices().forEach(device -> devices.put(device.id(), device));
            next = page.next();
        } while (next != null && devices.size() < MOST);
        return devices.values().stream().limit(MOST).toList();
    }

    /** At once where that can be: a second person can be asked for a block, and not for a job, which several take by a role in a part. */
    private void block() {
        boolean one = !all && grid.getSelectedItems().size() == 1;
        if (one || (visit.may(Act.MANAGE_CATALOG) && (!all || found.rows() <= MOST))) {
            List<DeviceId> ids = ids(devices());
            new BlockActs(clients.revoking(), clients.approvals(), visit.catalog(), changed)
                    .block(Amount.of(ids.size(), "device"), ids);
        } else {
            act(dialogs -> dialogs.block(clients.approvals().rules(visit.catalog())));
        }
    }

    private void transfer() {
        List<DeviceView> devices = devices();
        new TransferDialog(clients.transfers(), clients.approvals(), visit.catalog(), ids(devices), changed)
                .first(new ChosenDevices(devices, Instant.now()))
                .open();
    }

    private void unclaim() {
        List<DeviceView> devices = devices();
        Unclaiming.dialog(
                        clients.transfers(),
                        clients.approvals(),
                        visit.catalog(),
                        Amount.of(devices.size(), "device"),
                        ids(devices),
                        changed)
                .showing(new ChosenDevices(devices, Instant.now()))
                .open();
    }

    private static List<DeviceId> ids(List<DeviceView> devices) {
        return devices.stream().map(DeviceView::id).toList();
    }
}
