package dev.holdfast.ui.token;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.member.PlaceFields;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.FilteredTable;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Tokens for scripts and services. */
@Route("c/:catalog/tokens")
public class TokensView extends CatalogPage {
    static final String WHAT_FOR =
            "A token lets a script or a service call the operator API. It expires, can be revoked at once, and neither"
                    + " manages members nor approves anything.";

    private static final String LIST = "tokens";
    private static final String COLUMNS =
            "name,kind,beginning,role,product,group,madeBy,madeAt,lastUsedAt,expiresAt,revokedAt,revokedBy";

    private final transient TokenClient client;
    private final transient ProductClient products;
    private final PageHeader header = new PageHeader("Tokens");
    private final Div acts = new Div();
    private final FilteredTable<TokenView> tokens;

    /** Makes the page. */
    @Inject
    public TokensView(
            SignedIn signedIn,
            @RestClient TokenClient client,
            @RestClient ProductClient products,
            @RestClient ExportClient exports) {
        super(signedIn);
        this.client = client;
        this.products = products;
        ListFilter filter = new ListFilter(
                TokenTable.box(text -> goFiltered(Links.tokens(catalog()), text)), exports, LIST, COLUMNS);
        tokens = new FilteredTable<>(filter, "token", "tokens");
        header.offer(filter.export(), acts);
        add(header, tokens);
    }

    @Override
    protected void show(Visit visit) {
        TokenBook book = new CatalogTokens(client, visit.catalog());
        TokenTable table = new TokenTable(book, () -> show(visit));
        boolean owner = visit.may(Act.MANAGE_MEMBERS);
        Button make = new Button(
                "Make a token",
                Icon.PLUS.draw(),
                clicked -> new MakeTokenDialog(
                                book, owner, new PlaceFields(products, visit.catalog()), () -> show(visit))
                        .open());
        make.addThemeVariants(ButtonVariant.PRIMARY);
        acts.removeAll();
        acts.add(make);
        String found = tokens.show(
                visit,
                book::find,
                "Tokens",
                table,
                table::show,
                new EmptyState(Icon.KEY, "There are no tokens", WHAT_FOR),
                Links.tokens(visit.catalog()));
        header.say(found.isEmpty() || owner ? found : found + ", of yours");
    }

    @Override
    protected String title() {
        return "Tokens";
    }
}
