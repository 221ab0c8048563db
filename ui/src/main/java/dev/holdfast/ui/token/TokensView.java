package dev.holdfast.ui.token;

import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.TokenFields;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.member.AccessClient;
import dev.holdfast.ui.member.PlaceFields;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListRows;
import dev.holdfast.ui.shell.ListSpec;
import dev.holdfast.ui.shell.ScopedPage;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Tokens for scripts and services, of a catalog or of the installation. */
@Route("c/:catalog/:scope?(installation)/tokens")
public class TokensView extends ScopedPage<TokenView> {
    private static final String USAGE =
            "A token lets a script or a service call the operator API. It expires, can be revoked at once, and neither"
                    + " manages members nor approves anything.";
    private static final ListSpec SPEC = ListSpec.of(
                    "Tokens",
                    "token",
                    "tokens",
                    Links::tokens,
                    new ListSpec.Filter(
                            TokenFields.VOCABULARY,
                            "Filter tokens by terms, or by a part of a name",
                            "Filter, such as is:good used:>90d"))
            .exported(
                    "tokens",
                    "name,kind,beginning,role,product,group,madeBy,madeAt,lastUsedAt,expiresAt,revokedAt,revokedBy")
            .sorted("-end", "at");

    private final transient AccessClient access;
    private final transient ProductClient products;

    /** Makes the page. */
    @Inject
    public TokensView(
            SignedIn signedIn,
            @RestClient AccessClient access,
            @RestClient ProductClient products,
            @RestClient ExportClient exports) {
        super(signedIn, SPEC, Links::installationTokens, exports);
        this.access = access;
        this.products = products;
    }

    private TokenBook book() {
        return isOfInstallation() ? TokenBook.ofInstallation(access) : TokenBook.ofCatalog(access, visit().catalog());
    }

    private boolean isOwner() {
        return isOfInstallation() || visit().may(Act.MANAGE_MEMBERS);
    }

    @Override
    protected void begin(Visit visit) {
        offer(
                "Make a token",
                () -> new MakeTokenDialog(
                                book(),
                                isOwner(),
                                isOfInstallation() ? null : new PlaceFields(products, visit.catalog()),
                                this::again)
                        .open());
    }

    @Override
    protected LinkedPages<TokenView> find(Visit visit, ListRequest request) {
        return book().find(request);
    }

    @Override
    protected ListRows<TokenView> rows(Visit visit) {
        return new TokenTable(book(), this::again).rows();
    }

    @Override
    protected String sentence(LinkedPages<TokenView> pages, String count) {
        return super.sentence(pages, isOwner() ? count : count + ", of yours");
    }

    @Override
    protected EmptyState nothing(Visit visit) {
        return new EmptyState(
                Icon.KEY,
                isOfInstallation() ? "There are no tokens for the whole installation" : "There are no tokens",
                USAGE);
    }

    @Override
    protected EmptyState ownersOnly() {
        return new EmptyState(
                Icon.KEY,
                "These tokens are made by owners of the installation",
                "They count in every catalog. Ask one of the owners, or make one for this catalog under Tokens.");
    }
}
