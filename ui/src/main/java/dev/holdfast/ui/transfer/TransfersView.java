package dev.holdfast.ui.transfer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.claim.DepartedDevicePage;
import dev.holdfast.contract.operator.claim.DepartedDeviceView;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.contract.operator.transfer.TransferAcceptance;
import dev.holdfast.contract.operator.transfer.TransferView;
import dev.holdfast.contract.operator.transfer.TransferView.Direction;
import dev.holdfast.contract.operator.transfer.TransferView.State;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Refusal;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Devices that change hands: what was offered to this catalog, what it offers, and which devices left it. */
@Route("c/:catalog/devices/transfers")
public class TransfersView extends CatalogPage {
    private static final int SHOWN = 100;

    private final transient TransferClient client;
    private final transient ProductClient products;

    /** Makes the page. */
    @Inject
    public TransfersView(SignedIn signedIn, @RestClient TransferClient client, @RestClient ProductClient products) {
        super(signedIn);
        this.client = client;
        this.products = products;
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        List<TransferView> all = client.transfers(visit.catalog(), SHOWN);
        DepartedDevicePage departed = client.departed(visit.catalog(), SHOWN);
        long waiting = all.stream()
                .filter(transfer -> transfer.direction() == Direction.INCOMING && transfer.state() == State.OPEN)
                .count();
        add(new PageHeader(title())
                .say(
                        waiting == 0
                                ? "Nothing waits for you"
                                : Amount.of(waiting, "transfer") + " to accept or decline"));
        add(transfers(
                visit,
                "To this catalog",
                "Another catalog's owner can offer you devices here: tell them this catalog's name, " + visit.catalog()
                        + ".",
                all.stream()
                        .filter(transfer -> transfer.direction() == Direction.INCOMING)
                        .toList()));
        add(transfers(
                visit,
                "From this catalog",
                "An owner offers a device to another catalog on the device's page.",
                all.stream()
                        .filter(transfer -> transfer.direction() == Direction.OUTGOING)
                        .toList()));
        add(departures(departed));
    }

    @Override
    protected String title() {
        return "Transfers";
    }

    @Override
    protected List<Crumb> crumbs() {
        return List.of(new Crumb("Devices", Links.devices(catalog())), Crumb.here(title()));
    }

    private Component transfers(Visit visit, String title, String none, List<TransferView> transfers) {
        if (transfers.isEmpty()) {
            Paragraph words = new Paragraph(none);
            words.addClassName("hf-muted");
            return new Panel(title, words);
        }
        boolean incoming = transfers.getFirst().direction() == Direction.INCOMING;
        NativeTable table = table(title, incoming ? "From" : "To", "Devices", "Note", "State", "Offered", "");
        for (TransferView transfer : transfers) {
            NativeTableRow row = table.getBody().addRow();
            header(row, incoming ? transfer.from() : transfer.to());
            row.addDataCell().setText(Integer.toString(transfer.devices()));
            row.addDataCell().setText(transfer.note());
            row.addDataCell().add(badge(transfer));
            row.addDataCell().add(TimeText.relative(transfer.offeredAt()));
            row.addDataCell().add(acts(visit, transfer));
        }
        return new Panel(title, box(title, table));
    }

    private Component acts(Visit visit, TransferView transfer) {
        Div acts = new Div();
        acts.addClassName("hf-inline");
        if (transfer.state() != State.OPEN || !visit.may(Role.OWNER)) {
            return acts;
        }
        if (transfer.direction() == Direction.OUTGOING) {
            acts.add(small("Withdraw", () -> withdraw(visit, transfer)));
        } else {
            Button accept = small("Accept", () -> accept(visit, transfer));
            accept.addThemeVariants(ButtonVariant.PRIMARY);
            acts.add(accept, small("Decline", () -> decline(visit, transfer)));
        }
        return acts;
    }

    private void accept(Visit visit, TransferView transfer) {
        List<TransferAcceptance> places = Stream.concat(
                        products.products(visit.catalog()).stream()
                                .flatMap(product -> products.groups(visit.catalog(), product.name()).stream())
                                .map(group -> new TransferAcceptance(group.product(), group.name())),
                        Stream.of(new TransferAcceptance(NoGroup.NAME, NoGroup.NAME)))
                .toList();
        new AcceptDialog(client, visit.catalog(), transfer, places, () -> show(visit)).open();
    }

    private void withdraw(Visit visit, TransferView transfer) {
        new ActDialog(
                        "Withdraw the transfer to " + transfer.to(),
                        List.of(
                                Amount.of(transfer.devices(), "device") + " stay in this catalog.",
                                "It cannot be accepted any more; the owners of " + transfer.to() + " see that."),
                        "Withdraw",
                        Refusal::words,
                        reason -> {
                            client.withdraw(visit.catalog(), transfer.id(), new Reason(reason));
                            show(visit);
                            Toast.done("Transfer withdrawn");
                        })
                .atMost(Reason.MAX_LENGTH)
                .open();
    }

    private void decline(Visit visit, TransferView transfer) {
        new ActDialog(
                        "Decline the transfer from " + transfer.from(),
                        List.of(
                                "The devices stay with " + transfer.from() + ", whose owners see that.",
                                "This offer cannot be accepted any more; they can make another."),
                        "Decline",
                        Refusal::words,
                        reason -> {
                            client.decline(visit.catalog(), transfer.id(), new Reason(reason));
                            show(visit);
                            Toast.done("Transfer declined");
                        })
                .atMost(Reason.MAX_LENGTH)
                .open();
    }

    private static StatusBadge badge(TransferView transfer) {
        return switch (transfer.state()) {
            case OPEN -> StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Open");
            case ACCEPTED -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Accepted");
            case WITHDRAWN -> StatusBadge.of(Tone.UNKNOWN, Icon.DASH, "Withdrawn");
            case DECLINED -> StatusBadge.of(Tone.WARNING, Icon.CROSS, "Declined");
            case EXPIRED -> StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, "Expired");
        };
    }

    private Component departures(DepartedDevicePage departed) {
        String title = "Devices that left";
        if (departed.devices().isEmpty()) {
            return new Panel(
                    title,
                    new EmptyState(
                            Icon.DEVICE,
                            "No device has left this catalog",
                            "One that is unclaimed, or that another catalog accepted, stays listed here."));
        }
        NativeTable table = table(title, "Device", "Was in", "How", "Reason", "Left", "");
        for (DepartedDeviceView device : departed.devices()) {
            NativeTableRow row = table.getBody().addRow();
            String name = device.name().isEmpty() ? device.id().shortText() : device.name();
            NativeTableHeaderCell cell = row.addHeaderCell();
            cell.getElement().setAttribute("scope", "row");
            cell.add(new Code(name), new CopyButton(device.id().text(), "device ID"));
            row.addDataCell().setText(GroupWords.of(device.product(), device.group()));
            row.addDataCell()
                    .setText(device.ending() == DepartedDeviceView.Ending.UNCLAIMED ? "Unclaimed" : "Transferred");
            row.addDataCell().setText(device.reason());
            row.addDataCell().add(TimeText.relative(device.leftAt()));
            row.addDataCell().add(new Anchor(Links.audit(catalog()) + "?text=" + audited(device), "Audit log"));
        }
        Panel panel = new Panel(title, box(title, table));
        return departed.total() > departed.devices().size()
                ? panel.beside(new Span("the newest " + SHOWN + " of " + departed.total()))
                : panel;
    }

    /** What the audit log calls the act by which it left. */
    private static String audited(DepartedDeviceView device) {
        return device.transfer() == null
                ? device.id().shortText()
                : device.transfer().toString();
    }

    private static Button small(String words, Runnable act) {
        Button button = new Button(words, clicked -> act.run());
        button.addThemeVariants(ButtonVariant.SMALL);
        return button;
    }

    private static NativeTable table(String name, String... columns) {
        NativeTable table = new NativeTable();
        table.addClassName("hf-table");
        table.getElement().setAttribute("aria-label", name);
        NativeTableRow head = table.getHead().addRow();
        for (String column : columns) {
            if (column.isEmpty()) {
                head.addDataCell();
            } else {
                NativeTableHeaderCell cell = head.addHeaderCell();
                cell.setText(column);
                cell.getElement().setAttribute("scope", "col");
            }
        }
        return table;
    }

    private static void header(NativeTableRow row, String text) {
        NativeTableHeaderCell cell = row.addHeaderCell();
        cell.setText(text);
        cell.getElement().setAttribute("scope", "row");
    }

    private static Component box(String name, NativeTable table) {
        Div box = new Div(table);
        box.addClassName("hf-problem-box");
        // What scrolls must be in reach of the keyboard.
        box.getElement().setAttribute("tabindex", "0");
        box.getElement().setAttribute("role", "region");
        box.getElement().setAttribute("aria-label", name);
        return box;
    }
}
