package dev.holdfast.ui.product;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The products of a catalog and their device groups. {@code ?new} opens the dialog that creates a product. */
@Route("c/:catalog/products")
public class ProductsView extends CatalogPage {
    private final transient ProductClient client;
    private final transient GroupClient groups;
    private final transient ApprovalClient approvals;

    public ProductsView(
            SignedIn signedIn,
            @RestClient ProductClient client,
            @RestClient GroupClient groups,
            @RestClient ApprovalClient approvals) {
        super(signedIn, text("products.title"));
        openToScopedRoles();
        this.client = client;
        this.groups = groups;
        this.approvals = approvals;
    }

    @Override
    protected void show(Visit visit) {
        List<ProductView> products = client.products(visit.catalog());
        removeAll();
        add(header(visit, products));
        if (products.isEmpty()) {
            add(empty(visit));
        }
        for (ProductView product : products) {
            add(new ProductPanel(
                    groups,
                    approvals,
                    group -> withRolesIn(visit, product.name(), group),
                    product,
                    client.groups(visit.catalog(), product.name()),
                    () -> show(plain(visit))));
        }
        if (visit.may(Role.CONTRIBUTOR) && visit.query().getParameters().containsKey("new")) {
            create(visit);
        }
    }

    private PageHeader header(Visit visit, List<ProductView> products) {
        long devices = products.stream().mapToLong(ProductView::devices).sum();
        PageHeader header = new PageHeader(title()).say(text("products.summary", products.size(), devices));
        if (visit.may(Role.CONTRIBUTOR)) {
            header.offer(
                    new Button(
                            text("products.add-devices"), clicked -> Links.go(this, Links.addDevices(visit.catalog()))),
                    Styled.adding(text("products.create"), () -> create(visit)));
        }
        return header;
    }

    private EmptyState empty(Visit visit) {
        if (visit.may(Role.CONTRIBUTOR)) {
            return new EmptyState(
                    Icon.PRODUCT,
                    text("products.empty.title"),
                    text("products.empty.create"),
                    new Button(text("products.create"), clicked -> create(visit)));
        }
        return new EmptyState(Icon.PRODUCT, text("products.empty.title"), text("products.empty.ask"));
    }

    private void create(Visit visit) {
        ProductDialogs.create(client, visit.catalog(), () -> show(plain(visit)));
    }

    private static Visit plain(Visit visit) {
        return visit.with(QueryParameters.empty());
    }
}
