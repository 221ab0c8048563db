package dev.holdfast.ui.token;

import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.member.AccessClient;
import dev.holdfast.ui.member.PlaceFields;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.FilteredTable;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.ScopedPage;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Tokens for scripts and services, of a catalog or of the installation. */
@Route("c/:catalog/:scope?(installation)/tokens")
public class TokensView extends ScopedPage {
    private static final String USAGE =
            "A token lets a script or a service call the operator API. It expires, can be revoked at once, and neither"
                    + " manages members nor approves anything.";

    private static final String LIST = "tokens";
    private static final String COLUMNS =
            "name,kind,beginning,role,product,group,madeBy,madeAt,lastUsedAt,expiresAt,revokedAt,revokedBy";

    private final transient AccessClient access;
    private final transient ProductClient products;
    private final FilteredTable<TokenView> tokens;

    /** Makes the page. */
    @Inject
    public TokensView(
            SignedIn signedIn,
            @RestClient AccessClient access,
            @RestClient ProductClient products,
            @RestClient ExportClient exports) {
        super(signedIn, "Tokens");
        this.access = access;
        this.products = products;
        ListFilter filter = new ListFilter(TokenTable.box(text -> goFiltered(link(), text)), exports, LIST, COLUMNS);
        tokens = new FilteredTable<>(filter, "token", "tokens");
        content(filter.export(), tokens);
    }

    private String link() {
        return isOfInstallation() ? Links.installationTokens(catalog()) : Links.tokens(catalog());
    }

    @Override
    protected String fill(Visit visit) {
        boolean installation = isOfInstallation();
        TokenBook book = installation ? TokenBook.ofInstallation(access) : TokenBook.ofCatalog(access, visit.catalog());
        boolean owner = installation || visit.may(Act.MANAGE_MEMBERS);
        Runnable again = () -> show(visit);
        offer(
                "Make a token",
                () -> new MakeTokenDialog(
                                book, owner, installation ? null : new PlaceFields(products, visit.catalog()), again)
                        .open());
        TokenTable table = new TokenTable(book, again);
        String found = tokens.show(
                visit,
                book::find,
                "Tokens",
                table,
                table::show,
                new EmptyState(
                        Icon.KEY,
                        installation ? "There are no tokens for the whole installation" : "There are no tokens",
                        USAGE),
                link());
        return found.isEmpty() || owner ? found : found + ", of yours";
    }

    @Override
    protected EmptyState ownersOnly() {
        return new EmptyState(
                Icon.KEY,
                "These tokens are made by owners of the installation",
                "They count in every catalog. Ask one of the owners, or make one for this catalog under Tokens.");
    }
}
