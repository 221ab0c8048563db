package dev.holdfast.ui.anomaly;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

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

/** The anomalies of a catalog. {@code ?show=} is open, dismissed or all. The default is open, or all if the address has a filter. */
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
    private final Chips chips = new Chips(text("anomalies.state"));
    private AnomalyFilter shown = AnomalyFilter.OPEN;

    /** The values of {@code ?show=}, each with its filter term; empty for no term. */
    private enum AnomalyFilter {
        OPEN("is:open"),
        DISMISSED("is:dismissed"),
        ALL("");

        private final String term;

        AnomalyFilter(String term) {
            this.term = term;
        }

        private static AnomalyFilter of(Visit visit) {
            for (AnomalyFilter shown : values()) {
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
        add(header, Styled.explanation(text("anomalies.explanation")), chips, box.row(), list);
    }

    @Override
    protected void begin(Visit visit) {
        shown = AnomalyFilter.of(visit);
        chips.removeAll();
        fillChips(FilterParameter.of(visit.query()));
    }

    @Override
    protected LinkedPages<AnomalyView> find(Visit visit, ListRequest request) {
        return LinkedPages.linked(request.after(null, CardRows.PAGE), page -> client.anomalies(visit.catalog(), page));
    }

    @Override
    protected ListRows<AnomalyView> rows(Visit visit) {
        return new CardRows<>(
                anomaly -> List.of(anomaly.device(), anomaly.kind()),
                anomaly -> new AnomalyCard(client, revocations, approvals, visit, anomaly, true, this::reload));
    }

    @Override
    protected boolean changes(AnomalyView anomaly) {
        return anomaly.dismissedAt() == null;
    }

    @Override
    protected String extraTerms(Visit visit) {
        return shown.term;
    }

    @Override
    protected Map<String, String> keptParameters() {
        return Map.of(SHOW, shown.parameter());
    }

    /** Appends the number of devices after all rows were read. Before that, the number would be too small. */
    @Override
    protected String sentence(LinkedPages<AnomalyView> pages, String count) {
        if (pages.isEmpty()) {
            return count;
        }
        long devices =
                pages.known().stream().map(AnomalyView::device).distinct().count();
        return count + (pages.isComplete() ? " · " + Amount.of(devices, "device") : "");
    }

    @Override
    protected Anchor showAll(Visit visit) {
        return new Anchor(link("", Map.of(SHOW, AnomalyFilter.ALL.parameter())), text("list.show-all"));
    }

    private void fillChips(String text) {
        for (AnomalyFilter filter : AnomalyFilter.values()) {
            chips.add(link(text, Map.of(SHOW, filter.parameter())), word(filter), filter == shown);
        }
    }

    @Override
    protected EmptyState emptyState(Visit visit) {
        return shown == AnomalyFilter.DISMISSED
                ? new EmptyState(
                        Icon.SEARCH,
                        text("anomalies.none-dismissed.title"),
                        text("anomalies.none-dismissed.text"),
                        new Anchor(Links.anomalies(visit.catalog()), text("anomalies.show-open")))
                : new EmptyState(Icon.CHECK, text("anomalies.empty.title"), text("anomalies.empty.text"));
    }
}
