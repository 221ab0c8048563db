package dev.holdfast.ui.transfer;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.claim.DepartedDeviceView;
import dev.holdfast.contract.operator.transfer.TransferFields;
import dev.holdfast.contract.operator.transfer.TransferView;
import dev.holdfast.contract.operator.transfer.TransferView.State;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListPage;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.TableRows;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The transfers from and to a catalog, and the devices that left it. */
@Route("c/:catalog/devices/transfers")
public class TransfersView extends ListPage<TransferView> {
    private static final String TO_DECIDE = "is:open direction:incoming";
    private static final ListSpec SPEC = ListSpec.of("transfers", Links::transfers, TransferFields.VOCABULARY)
            .exported(
                    "transfers",
                    "direction,from,to,devices,note,state,offeredAt,offeredBy,expiresAt,settledAt,settledBy")
            .sorted("-at");

    private final transient TransferClient client;
    private final transient ProductClient products;
    private final Div departures = new Div();

    public TransfersView(
            SignedIn signedIn,
            @RestClient TransferClient client,
            @RestClient ProductClient products,
            @RestClient ExportClient exports) {
        super(signedIn, SPEC, exports);
        addParent(text("devices.title"), Links::devices);
        this.client = client;
        this.products = products;
        add(header, box.row(), list, departures);
    }

    @Override
    protected LinkedPages<TransferView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(request, page -> client.transfers(visit.catalog(), page));
    }

    @Override
    protected ListRows<TransferView> rows(Visit visit) {
        return new TransferTable(client, products, visit, this::reload).rows();
    }

    @Override
    protected void end(Visit visit) {
        departures.removeAll();
        departures.add(Departures.of(client, visit.catalog()));
    }

    @Override
    protected boolean changes(TransferView transfer) {
        return transfer.state() == State.OPEN;
    }

    /** Counts the transfers to accept or decline, at most {@value LinkedPages#MAX}, also those that do not match the filter. */
    @Override
    protected String sentence(LinkedPages<TransferView> pages, String count) {
        int waiting = LinkedPages.linked(
                        ListRequest.of(TO_DECIDE, LinkedPages.MAX), page -> client.transfers(visit().catalog(), page))
                .first()
                .size();
        return text("transfers.waiting", waiting) + (narrowed ? " · " + count : "");
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        return new EmptyState(
                Icon.DEVICE, text("transfers.empty.title"), text("transfers.empty.text", visit.catalog()));
    }

    /** The devices that left a catalog, newest first. */
    static final class Departures {
        private Departures() {}

        static Component of(TransferClient client, String catalog) {
            TableRows<DepartedDeviceView> rows = new TableRows<DepartedDeviceView>(
                            text("departed-devices.title"), device -> List.of(device.id(), device.leftAt()))
                    .column(text("departed-devices.column.device"), Departures::device)
                    .words(
                            text("departed-devices.column.group"),
                            device -> GroupWords.of(device.product(), device.group()))
                    .words(
                            text("departed-devices.column.how"),
                            device -> device.departure() == DepartedDeviceView.Departure.UNCLAIMED
                                    ? text("departed-devices.unclaimed")
                                    : text("departed-devices.transferred"))
                    .words(text("departed-devices.column.reason"), DepartedDeviceView::reason)
                    .column(text("departed-devices.column.left"), device -> TimeText.relative(device.leftAt()))
                    .column(
                            text("departed-devices.column.record"),
                            device -> new Anchor(
                                    Links.audit(catalog, audited(device)), text("departed-devices.audit-log")));
            rows.show(
                    LinkedPages.linked(
                            ListRequest.of(null, TableRows.PAGE), request -> client.departed(catalog, request)),
                    new EmptyState(
                            Icon.DEVICE, text("departed-devices.empty.title"), text("departed-devices.empty.text")));
            return rows;
        }

        private static Component device(DepartedDeviceView device) {
            String name = device.name().isEmpty() ? device.id().shortText() : device.name();
            return Styled.div(
                    "hf-inline", new Code(name), new CopyButton(device.id().text(), text("copy.device-id")));
        }

        /** Returns the filter of the audit log that finds the departure: the transfer, or the device. */
        private static String audited(DepartedDeviceView device) {
            return device.transfer() == null
                    ? device.id().shortText()
                    : device.transfer().toString();
        }
    }
}
