package dev.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Which attestation policy decides where. {@code ?product=} shows a product with all of its groups. */
@Route("c/:catalog/policies")
public class PoliciesView extends CatalogPage {
    private static final String PRODUCT = "product";

    private final transient PolicyClient client;
    private final transient ApprovalClient approvals;
    private final transient ProductClient products;

    public PoliciesView(
            SignedIn signedIn,
            @RestClient PolicyClient client,
            @RestClient ApprovalClient approvals,
            @RestClient ProductClient products) {
        super(signedIn, "Policies");
        this.client = client;
        this.approvals = approvals;
        this.products = products;
    }

    @Override
    protected void show(Visit visit) {
        String product = visit.query(PRODUCT);
        List<String> names = products.products(visit.catalog()).stream()
                .map(ProductView::name)
                .toList();
        boolean known = product.isEmpty() || names.contains(product);
        List<PolicyView> policies = new ArrayList<>();
        policies.add(client.policy(visit.catalog(), PolicyWords.SHIPPED));
        policies.addAll(client.policies(visit.catalog(), known && !product.isEmpty() ? product : null));
        int waiting = approvals
                .approvals(visit.catalog(), ApprovalState.PENDING, ApprovalClient.MOST)
                .size();
        removeAll();
        PageHeader header = new PageHeader(title()).say(sentence(policies, waiting));
        if (waiting > 0) {
            header.offer(new Anchor(Links.approvals(visit.catalog()), "Show what waits for a second person"));
        }
        add(
                header,
                Styled.explanation("A policy decides what a device gets that proved what it runs: certificates, the"
                        + " repair channel only, or nothing. Of those that apply to a device the nearest one decides alone: its"
                        + " group's, else its product's, else the catalog's, else the one that ships."),
                filter(names, product));
        if (known) {
            add(new Panel("What decides where", table(visit.catalog(), policies), rest(names, product)));
        } else {
            add(new EmptyState(
                    Icon.SEARCH,
                    "No policy matches",
                    "There is no product " + product + ".",
                    new Anchor(Links.policies(visit.catalog()), "Show all policies")));
        }
    }

    private static String sentence(List<PolicyView> policies, int waiting) {
        long own = policies.stream()
                .filter(policy -> !policy.key().equals(PolicyWords.SHIPPED) && PolicyWords.isOwn(policy))
                .count();
        String which = own == 0
                ? "The policy that ships decides about every device"
                : Amount.of(own, "policy of your own", "policies of your own");
        return waiting == 0
                ? which
                : which + " · " + waiting + (waiting == 1 ? " act waits" : " acts wait") + " for a second person";
    }

    private Div filter(List<String> names, String product) {
        ComboBox<String> choice = new ComboBox<>();
        choice.setPlaceholder("Product");
        choice.setAriaLabel("Show a product and all of its groups");
        choice.setClearButtonVisible(true);
        choice.setItems(names);
        choice.setValue(product.isEmpty() ? null : product);
        choice.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(change.getValue());
            }
        });
        Div filters = Styled.div("hf-filters", choice);
        filters.setVisible(!names.isEmpty());
        return filters;
    }

    private static Paragraph rest(List<String> names, String product) {
        Paragraph words = Styled.as(
                "hf-muted hf-table-note",
                new Paragraph(
                        product.isEmpty() && !names.isEmpty()
                                ? "Products and groups without a policy of their own are not listed: choose a product above to"
                                        + " give it one."
                                : ""));
        words.setVisible(!words.getText().isEmpty());
        return words;
    }

    private void go(@Nullable String product) {
        String path = Links.policies(catalog());
        Links.go(
                this,
                product == null
                        ? path
                        : new Location(path, QueryParameters.of(PRODUCT, product)).getPathWithQueryParameters());
    }

    private static RowTable table(String catalog, List<PolicyView> policies) {
        RowTable table = new RowTable("Policies, the widest first", "For", "What decides", "Titled", "Since", "State");
        table.addClassName("hf-policies");
        policies.forEach(policy -> table.row(
                        new Anchor(Links.policy(catalog, policy.key()), PolicyWords.scope(policy)),
                        RowTable.words(decides(policy)),
                        RowTable.words(policy.title()),
                        since(policy),
                        state(policy))
                .getElement()
                .setAttribute("data-scope", policy.scope().name()));
        return table;
    }

    private static String decides(PolicyView policy) {
        if (policy.scope() == PolicyScope.SHIPPED) {
            return "Version " + policy.appliesVersion();
        }
        return PolicyWords.isOwn(policy)
                ? "Version " + policy.appliesVersion() + ", its own"
                : Clause.start(PolicyWords.version(policy.appliesKey(), policy.appliesVersion()));
    }

    private static Component since(PolicyView policy) {
        if (policy.activeSince() == null) {
            return RowTable.words("");
        }
        return Styled.div(
                "hf-nowrap", TimeText.relative(policy.activeSince()), new Span(" by " + policy.activatedBy()));
    }

    private static Component state(PolicyView policy) {
        if (policy.waitingApproval() != null) {
            return StatusBadge.of(Tone.WARNING, Icon.HOURGLASS, "Waits for a second person");
        }
        if (policy.newestVersion() > policy.activeVersion()) {
            return StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Candidate: version " + policy.newestVersion());
        }
        return PolicyWords.inForce(policy);
    }
}
