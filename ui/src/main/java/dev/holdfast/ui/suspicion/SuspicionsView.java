package dev.holdfast.ui.suspicion;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.suspicion.SuspicionView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** What does not fit together in what devices attested; {@code ?show=dismissed} or {@code ?show=all} shows more. */
@Route("c/:catalog/suspicions")
public class SuspicionsView extends CatalogPage {
    private static final Map<String, String> SHOWN = Map.of("open", "Open", "dismissed", "Dismissed", "all", "All");

    private final transient SuspicionClient client;
    private final transient RevocationClient revocations;
    private final transient ApprovalClient approvals;

    /** Makes the page. */
    @Inject
    public SuspicionsView(
            SignedIn signedIn,
            @RestClient SuspicionClient client,
            @RestClient RevocationClient revocations,
            @RestClient ApprovalClient approvals) {
        super(signedIn);
        this.client = client;
        this.revocations = revocations;
        this.approvals = approvals;
    }

    @Override
    protected void show(Visit visit) {
        String shown = SHOWN.containsKey(visit.query("show")) ? visit.query("show") : "open";
        List<SuspicionView> suspicions = client.suspicions(visit.catalog(), open(shown), SuspicionClient.MOST);
        removeAll();
        add(new PageHeader(title()).say(sentence(shown, suspicions)), explanation(), chips(visit, shown));
        add(suspicions.isEmpty() ? empty(visit, shown) : list(visit, suspicions));
    }

    @Override
    protected String title() {
        return "Suspicions";
    }

    private static @Nullable Boolean open(String shown) {
        return shown.equals("all") ? null : Boolean.valueOf(shown.equals("open"));
    }

    private static String sentence(String shown, List<SuspicionView> suspicions) {
        long devices = suspicions.stream().map(SuspicionView::device).distinct().count();
        String kind =
                shown.equals("open") ? "open suspicion" : shown.equals("all") ? "suspicion" : "dismissed suspicion";
        return suspicions.isEmpty()
                ? "None"
                : Amount.of(suspicions.size(), kind) + " about " + Amount.of(devices, "device");
    }

    private static Paragraph explanation() {
        Paragraph words =
                new Paragraph("A suspicion is something about a device that does not fit together, such as one"
                        + " identity in two places. It changes nothing by itself: it asks a person to look.");
        words.addClassNames("hf-muted", "hf-explanation");
        return words;
    }

    private static Nav chips(Visit visit, String shown) {
        Nav chips = new Nav();
        chips.addClassName("hf-chips");
        chips.getElement().setAttribute("aria-label", "State");
        for (String name : List.of("open", "dismissed", "all")) {
            String link = Links.suspicions(visit.catalog()) + (name.equals("open") ? "" : "?show=" + name);
            Anchor chip = new Anchor(link, SHOWN.get(name));
            if (name.equals(shown)) {
                chip.getElement().setAttribute("aria-current", "true");
            }
            chips.add(chip);
        }
        return chips;
    }

    private Component list(Visit visit, List<SuspicionView> suspicions) {
        OrderedList list = new OrderedList();
        list.addClassName("hf-approvals");
        suspicions.forEach(suspicion -> list.add(new ListItem(
                new SuspicionCard(client, revocations, approvals, visit, suspicion, true, () -> show(visit)))));
        return list;
    }

    private static EmptyState empty(Visit visit, String shown) {
        return shown.equals("dismissed")
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
