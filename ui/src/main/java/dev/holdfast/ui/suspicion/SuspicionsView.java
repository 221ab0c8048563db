package dev.holdfast.ui.suspicion;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.suspicion.SuspicionFields;
import dev.holdfast.contract.operator.suspicion.SuspicionView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Chips;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.MoreRows;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * What does not fit together in what devices attested; {@code ?show=dismissed} or {@code ?show=all} shows more. An address with a filter
 * alone looks through all of them, since the filter may say which.
 */
@Route("c/:catalog/suspicions")
public class SuspicionsView extends CatalogPage {
    private static final int PAGE = 50;
    private static final String LIST = "suspicions";
    private static final String COLUMNS =
            "device,kind,firstSeen,lastSeen,count,detail,remoteAddress,dismissedAt,dismissedBy,dismissedReason";
    private static final String SHOW = "show";

    private final transient SuspicionClient client;
    private final transient RevocationClient revocations;
    private final transient ApprovalClient approvals;
    private final PageHeader header = new PageHeader("Suspicions");
    private final Div chips = new Div();
    private final Div list = new Div();
    private final transient ListFilter filter;
    private Shown shown = Shown.OPEN;

    /** Which suspicions a chip stands for. */
    private enum Shown {
        OPEN("Open", "is:open", "open suspicion"),
        DISMISSED("Dismissed", "is:dismissed", "dismissed suspicion"),
        ALL("All", "", "suspicion");

        private final String word;
        private final String term;
        private final String one;

        Shown(String word, String term, String one) {
            this.word = word;
            this.term = term;
            this.one = one;
        }

        private static Shown of(Visit visit) {
            for (Shown shown : values()) {
                if (shown.name().equalsIgnoreCase(visit.query(SHOW))) {
                    return shown;
                }
            }
            return FilterParameter.of(visit.query()).isBlank() ? OPEN : ALL;
        }

        private String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Makes the page. */
    @Inject
    public SuspicionsView(
            SignedIn signedIn,
            @RestClient SuspicionClient client,
            @RestClient RevocationClient revocations,
            @RestClient ApprovalClient approvals,
            @RestClient ExportClient exports) {
        super(signedIn);
        this.client = client;
        this.revocations = revocations;
        this.approvals = approvals;
        FilterBox box = new FilterBox(
                SuspicionFields.VOCABULARY,
                "Filter suspicions by terms, by the beginning of a device ID, or by a part of the detail",
                "Filter, such as kind:two-places last:<1d",
                text -> goFiltered(Links.suspicions(catalog()), text, Map.of(SHOW, shown.parameter())));
        filter = new ListFilter(box, exports, LIST, COLUMNS);
        header.offer(filter.export());
        add(header, explanation(), chips, filter.row(), list);
    }

    @Override
    protected void show(Visit visit) {
        show(visit, PAGE);
    }

    /** Shows as many as somebody has asked for so far, so that the next one is where it was. */
    private void show(Visit visit, int rows) {
        shown = Shown.of(visit);
        boolean readable = filter.show(visit, shown.term);
        chips.removeAll();
        chips.add(chips(visit));
        list.removeAll();
        LinkedPages<SuspicionView> pages = readable
                ? LinkedPages.linked(cursor -> client.suspicions(visit.catalog(), filter.wanted(), cursor, PAGE))
                : LinkedPages.none();
        pages.rows(0, rows);
        if (pages.isEmpty()) {
            header.say(readable ? "None" : "");
            list.add(filter.empty(
                    "suspicion",
                    "suspicions",
                    none(visit),
                    new Anchor(Links.suspicions(visit.catalog()) + "?show=all", "Show all suspicions")));
            return;
        }
        header.say(filter.count(pages, shown.one, shown.one + "s") + devices(pages));
        OrderedList cards = new OrderedList();
        cards.addClassName("hf-approvals");
        Runnable done = () -> show(visit, Math.max(PAGE, cards.getComponentCount()));
        list.add(
                cards,
                new MoreRows<>(
                        pages,
                        rows,
                        PAGE,
                        more -> more.forEach(one -> cards.add(new ListItem(
                                new SuspicionCard(client, revocations, approvals, visit, one, true, done))))));
    }

    @Override
    protected String title() {
        return "Suspicions";
    }

    /** Of how many devices is known only when all were read. */
    private static String devices(LinkedPages<SuspicionView> pages) {
        long devices = pages.rows(0, pages.size()).stream()
                .map(SuspicionView::device)
                .distinct()
                .count();
        return pages.isComplete() ? " · " + Amount.of(devices, "device") : "";
    }

    private static Paragraph explanation() {
        Paragraph words =
                new Paragraph("A suspicion is something about a device that does not fit together, such as one"
                        + " identity in two places. It changes nothing by itself: it asks a person to look.");
        words.addClassNames("hf-muted", "hf-explanation");
        return words;
    }

    private Chips chips(Visit visit) {
        String text = FilterParameter.of(visit.query());
        Chips row = new Chips("State");
        for (Shown one : Shown.values()) {
            QueryParameters query = FilterParameter.with(text, Map.of(SHOW, one.parameter()));
            row.add(
                    new Location(Links.suspicions(visit.catalog()), query).getPathWithQueryParameters(),
                    one.word,
                    one == shown);
        }
        return row;
    }

    private EmptyState none(Visit visit) {
        return shown == Shown.DISMISSED
                ? new EmptyState(
                        Icon.SEARCH,
                        "Nobody dismissed a suspicion",
                        "Open ones may be there.",
                        new Anchor(Links.suspicions(visit.catalog()), "Show open suspicions"))
                : new EmptyState(
                        Icon.CHECK,
                        "Nothing is suspicious",
                        "Counters that go back, an identity in two places and replayed evidence appear here.");
    }
}
