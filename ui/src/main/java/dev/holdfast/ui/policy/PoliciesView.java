package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.PageTabs;
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
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * The attestation policies by scope, or with {@code ?kind=update} the update policies. {@code ?product=} limits the list to the built-in
 * policy, the policy of the catalog, and those of a product and all its groups.
 */
@Route("c/:catalog/policies")
public class PoliciesView extends CatalogPage {
    private static final String PRODUCT = "product";
    private static final String KIND = "kind";
    private static final String ATTESTATION = "attestation";

    private final transient PolicyClient client;
    private final transient ApprovalClient approvals;
    private final transient ProductClient products;
    private String kind = ATTESTATION;

    public PoliciesView(
            SignedIn signedIn,
            @RestClient PolicyClient client,
            @RestClient ApprovalClient approvals,
            @RestClient ProductClient products) {
        super(signedIn, text("policies.title"));
        this.client = client;
        this.approvals = approvals;
        this.products = products;
    }

    @Override
    protected void show(Visit visit) {
        String product = visit.query(PRODUCT);
        kind = visit.query(KIND).equals(PolicyWords.UPDATE) ? PolicyWords.UPDATE : ATTESTATION;
        List<String> names = products.products(visit.catalog()).stream()
                .map(ProductView::name)
                .toList();
        boolean known = product.isEmpty() || names.contains(product);
        List<PolicyView> policies = new ArrayList<>();
        if (kind.equals(ATTESTATION)) {
            policies.add(client.policy(visit.catalog(), PolicyWords.SHIPPED));
        }
        policies.addAll(client.policies(
                visit.catalog(),
                kind,
                known && !product.isEmpty() ? Filter.of("product", product).text() : null));
        int pending = approvals
                .approvals(visit.catalog(), "is:pending", ApprovalClient.MAX)
                .size();
        removeAll();
        PageHeader header = new PageHeader(title()).say(summary(policies, pending));
        if (pending > 0) {
            header.offer(new Anchor(Links.approvals(visit.catalog()), text("policies.show-approvals")));
        }
        add(
                header,
                new PageTabs(
                        text("policies.kinds"),
                        List.of(ATTESTATION, PolicyWords.UPDATE),
                        kind,
                        one -> address(one, null)),
                Styled.explanation(text("policies.explanation." + kind)),
                filter(names, product));
        if (known) {
            add(new Panel(text("policies.panel"), table(visit.catalog(), policies), hint(names, product)));
        } else {
            add(new EmptyState(
                    Icon.SEARCH,
                    text("policies.no-product.title"),
                    text("policies.no-product.text", product),
                    new Anchor(address(kind, null), text("policies.show-all"))));
        }
    }

    private String summary(List<PolicyView> policies, int pending) {
        long own = policies.stream()
                .filter(policy -> !policy.key().equals(PolicyWords.SHIPPED) && PolicyWords.isOwn(policy))
                .count();
        String summary = text("policies.summary." + kind, own);
        return pending == 0 ? summary : summary + " · " + text("policies.pending", pending);
    }

    private Div filter(List<String> names, String product) {
        ComboBox<String> choice = new ComboBox<>();
        choice.setPlaceholder(text("policies.product"));
        choice.setAriaLabel(text("policies.product-filter"));
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

    private static Paragraph hint(List<String> names, String product) {
        Paragraph hint = Styled.as("hf-muted hf-table-note", new Paragraph(text("policies.hint")));
        hint.setVisible(product.isEmpty() && !names.isEmpty());
        return hint;
    }

    private void go(@Nullable String product) {
        Links.go(this, address(kind, product));
    }

    private String address(String ofKind, @Nullable String product) {
        Map<String, String> query = new TreeMap<>();
        if (ofKind.equals(PolicyWords.UPDATE)) {
            query.put(KIND, ofKind);
        }
        if (product != null) {
            query.put(PRODUCT, product);
        }
        String path = Links.policies(catalog());
        return query.isEmpty() ? path : new Location(path, QueryParameters.simple(query)).getPathWithQueryParameters();
    }

    private static RowTable table(String catalog, List<PolicyView> policies) {
        RowTable table = new RowTable(
                text("policies.table"),
                text("policies.scope"),
                text("policies.policy"),
                text("policies.policy-title"),
                text("policies.since"),
                text("policies.state"));
        table.addClassName("hf-policies");
        policies.forEach(policy -> table.row(
                        new Anchor(Links.policy(catalog, policy.key()), PolicyWords.scope(policy)),
                        RowTable.words(active(policy)),
                        RowTable.words(PolicyWords.title(policy)),
                        since(policy),
                        state(policy))
                .getElement()
                .setAttribute("data-scope", policy.scope().name()));
        return table;
    }

    private static String active(PolicyView policy) {
        return policy.scope() == PolicyScope.SHIPPED || PolicyWords.isOwn(policy)
                ? PolicyWords.version(policy.effectiveVersion())
                : Clause.start(PolicyWords.versionOf(policy.effectiveKey(), policy.effectiveVersion()));
    }

    private static Component since(PolicyView policy) {
        if (policy.activeSince() == null) {
            return RowTable.words("");
        }
        return Styled.div("hf-nowrap", TimeText.relative(policy.activeSince()), PolicyWords.by(policy.activatedBy()));
    }

    private static Component state(PolicyView policy) {
        if (policy.pendingApproval() != null) {
            return StatusBadge.of(Tone.WARNING, Icon.HOURGLASS, text("policies.approval-pending"));
        }
        if (policy.newestVersion() > policy.activeVersion()) {
            return StatusBadge.of(
                    Tone.PROGRESS, Icon.HOURGLASS, text("policies.candidate", String.valueOf(policy.newestVersion())));
        }
        return PolicyWords.badge(policy);
    }
}
