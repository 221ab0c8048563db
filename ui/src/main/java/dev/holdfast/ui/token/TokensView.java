package dev.holdfast.ui.token;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.member.PlaceFields;
import dev.holdfast.ui.product.ProductClient;
import dev.holdfast.ui.shell.CatalogPage;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Tokens for scripts and services. */
@Route("c/:catalog/tokens")
public class TokensView extends CatalogPage {
    static final String WHAT_FOR =
            "A token lets a script or a service call the operator API. It expires, can be revoked at once, and neither"
                    + " manages members nor approves anything.";

    private final transient TokenClient client;
    private final transient ProductClient products;

    /** Makes the page. */
    @Inject
    public TokensView(SignedIn signedIn, @RestClient TokenClient client, @RestClient ProductClient products) {
        super(signedIn);
        this.client = client;
        this.products = products;
    }

    @Override
    protected void show(Visit visit) {
        removeAll();
        TokenBook book = new CatalogTokens(client, visit.catalog());
        List<TokenView> tokens = book.all();
        boolean owner = visit.may(Act.MANAGE_MEMBERS);
        long good = tokens.stream().filter(TokenTable::isGood).count();
        Button make = new Button(
                "Make a token",
                Icon.PLUS.draw(),
                clicked -> new MakeTokenDialog(
                                book, owner, new PlaceFields(products, visit.catalog()), () -> show(visit))
                        .open());
        make.addThemeVariants(ButtonVariant.PRIMARY);
        add(new PageHeader(title())
                .say(Amount.of(good, "token") + " can be used" + (owner ? "" : ", of yours"))
                .offer(make));
        add(
                tokens.isEmpty()
                        ? new EmptyState(Icon.KEY, "There are no tokens", WHAT_FOR)
                        : new TokenTable(book, () -> show(visit)).of(tokens));
    }

    @Override
    protected String title() {
        return "Tokens";
    }
}
