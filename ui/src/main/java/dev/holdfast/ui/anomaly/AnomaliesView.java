package dev.holdfast.ui.anomaly;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.anomaly.AnomalyFields;
import dev.holdfast.contract.operator.anomaly.AnomalyView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Chips;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.revocation.RevocationClient;
import dev.holdfast.ui.shell.CardRows;
import dev.holdfast.ui.shell.FilterParameter;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListPage;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * What does not fit together in what devices attested; {@code ?show=dismissed} or {@code ?show=all} shows more. An address with a filter
 * alone looks through all of them, since the filter may say which.
 */
@Route("c/:catalog/anomalies")
public class AnomaliesView extends ListPage<AnomalyView> {
    private static final String SHOW = "show";
    private static final ListSpec SPEC = ListSpec.of("anomalies", Links::anomalies, AnomalyFields.VOCABULARY)
            .exported(
                    "anomalies",
                    "device,kind,firstSeen,lastSeen,count,detail,remoteAddress,dismissedAt,dismissedBy,dismissedReason");

    private final transient AnomalyClient client;
    private final transient RevocationClient revocations;
    private final transient ApprovalClient approvals;
    private final Chips chips = new Chips("State");
    private Shown shown = Shown.OPEN;

    private enum Shown {
        OPEN("Open", "is:open"),
        DISMISSED("Dismissed", "is:dismissed"),
        ALL("All", "");

        private final String word;
        private final String term;

        Shown(String word, String term) {
            this.word = word;
            this.term = term;
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

    public AnomaliesView(
            SignedIn signedIn,
            @RestClient AnomalyClient client,
            @RestClient RevocationClient revocations,
            @RestClient ApprovalClient approvals,
            @RestClient ExportClient exports) {
        super(signedIn, SPEC, exports);
        this.client = client;
        this.revocations = revocations;
        this.approvals = approvals;
        add(
                header,
                Styled.explanation("An anomaly is something about a device that does not fit together, such as one"
                        + " identity in two places. It changes nothing by itself: it asks a person to look."),
                chips,
                box.row(),
                list);
    }

    @Override
    protected void begin(Visit visit) {
        shown = Shown.of(visit);
        chips.removeAll();
        fillChips(FilterParameter.of(visit.query()));
    }

    @Override
    protected LinkedPages<AnomalyView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(request.behind(null, CardRows.PAGE), page -> client.anomalies(visit.catalog(), page));
    }

    @Override
    protected ListRows<AnomalyView> rows(Visit visit) {
        return new CardRows<>(
                one -> List.of(one.device(), one.kind()),
                one -> new AnomalyCard(client, revocations, approvals, visit, one, true, this::again));
    }

    @Override
    protected boolean changes(AnomalyView anomaly) {
        return anomaly.dismissedAt() == null;
    }

    @Override
    protected String within(Visit visit) {
        return shown.term;
    }

    @Override
    protected Map<String, String> also() {
        return Map.of(SHOW, shown.parameter());
    }

    /** The number of devices is known once all rows were read. */
    @Override
    protected String sentence(LinkedPages<AnomalyView> pages, String count) {
        if (pages.isEmpty()) {
            return "None";
        }
        long devices =
                pages.known().stream().map(AnomalyView::device).distinct().count();
        return count + (pages.isComplete() ? " · " + Amount.of(devices, "device") : "");
    }

    @Override
    protected Anchor showAll(Visit visit) {
        return new Anchor(link("", Map.of(SHOW, Shown.ALL.parameter())), text("list.show-all"));
    }

    private void fillChips(String text) {
        for (Shown one : Shown.values()) {
            chips.add(link(text, Map.of(SHOW, one.parameter())), one.word, one == shown);
        }
    }

    @Override
    protected EmptyState nothing(Visit visit) {
        return shown == Shown.DISMISSED
                ? new EmptyState(
                        Icon.SEARCH,
                        "Nobody dismissed an anomaly",
                        "Open ones may be there.",
                        new Anchor(Links.anomalies(visit.catalog()), "Show open anomalies"))
                : new EmptyState(
                        Icon.CHECK,
                        "Nothing is suspicious",
                        "Counters that go back, an identity in two places and replayed evidence appear here.");
    }
}
