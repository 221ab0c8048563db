package dev.holdfast.ui.transfer;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.transfer.TransferFields;
import dev.holdfast.contract.operator.transfer.TransferView;
import dev.holdfast.contract.operator.transfer.TransferView.Direction;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Crumb;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.MoreRows;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Devices that change hands: what was offered to this catalog, what it offers, and which devices left it. */
@Route("c/:catalog/devices/transfers")
public class TransfersView extends CatalogPage {
    private static final int PAGE = 50;
    private static final String LIST = "transfers";
    private static final String COLUMNS =
            "direction,from,to,devices,note,state,offeredAt,offeredBy,expiresAt,settledAt,settledBy";
    private static final String WAITING = "is:open direction:incoming";

    private final transient TransferClient client;
    private final transient ProductClient products;
    private final PageHeader header = new PageHeader("Transfers");
    private final transient ListFilter filter;
    private final Div content = new Div();

    /** Makes the page. */
    @Inject
    public TransfersView(
            SignedIn signedIn,
            @RestClient TransferClient client,
            @RestClient ProductClient products,
            @RestClient ExportClient exports) {
        super(signedIn);
        this.client = client;
        this.products = products;
        FilterBox box = new FilterBox(
                TransferFields.VOCABULARY,
                "Filter transfers by terms, or by a part of a catalog's name or of the note",
                "Filter, such as is:open from:litware",
                text -> goFiltered(Links.transfers(catalog()), text));
        filter = new ListFilter(box, exports, LIST, COLUMNS);
        content.addClassName("hf-stack");
        header.offer(filter.export());
        add(header, filter.row(), content);
    }

    @Override
    protected void show(Visit visit) {
        boolean readable = filter.show(visit, "");
        header.say(waiting(visit));
        content.removeAll();
        if (readable) {
            content.add(
                    transfers(
                            visit,
                            Direction.INCOMING,
                            "To this catalog",
                            "Another catalog's owner can offer you devices here: tell them this catalog's name, "
                                    + visit.catalog() + "."),
                    transfers(
                            visit,
                            Direction.OUTGOING,
                            "From this catalog",
                            "An owner offers a device to another catalog on the device's page."));
        } else {
            content.add(filter.mistaken(new Anchor(Links.transfers(visit.catalog()), "Show all transfers")));
        }
        content.add(new Departures(client, visit.catalog()).panel());
    }

    @Override
    protected String title() {
        return "Transfers";
    }

    @Override
    protected List<Crumb> crumbs() {
        return List.of(new Crumb("Devices", Links.devices(catalog())), Crumb.here(title()));
    }

    /** Says how much waits, whatever somebody looks for. */
    private String waiting(Visit visit) {
        LinkedPages<TransferView> pages = pages(visit, WAITING, LinkedPages.MOST);
        int waiting = pages.rows(0, LinkedPages.MOST).size();
        return waiting == 0
                ? "Nothing waits for you"
                : pages.isComplete()
                        ? Amount.of(waiting, "transfer") + " to accept or decline"
                        : Amount.of(waiting) + " or more transfers to accept or decline";
    }

    private Panel transfers(Visit visit, Direction direction, String title, String none) {
        String way = direction == Direction.INCOMING ? "direction:incoming" : "direction:outgoing";
        String wanted = filter.wanted() == null ? way : filter.wanted() + " " + way;
        LinkedPages<TransferView> pages = pages(visit, wanted, PAGE);
        pages.rows(0, PAGE);
        if (pages.isEmpty()) {
            Paragraph words = new Paragraph(filter.wanted() == null ? none : "None of them fits this filter.");
            words.addClassName("hf-muted");
            return new Panel(title, words);
        }
        TransferTable table = new TransferTable(title, direction, client, products, visit, () -> show(visit));
        return new Panel(title, table, new MoreRows<>(pages, PAGE, PAGE, table::show));
    }

    private LinkedPages<TransferView> pages(Visit visit, @Nullable String wanted, int page) {
        return LinkedPages.linked(cursor -> client.transfers(visit.catalog(), wanted, cursor, page));
    }
}
