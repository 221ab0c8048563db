package dev.holdfast.ui.token;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.PageHeader;
import dev.holdfast.ui.shell.InstallationPage;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Tokens for scripts and services that work in every catalog. */
@Route("c/:catalog/installation/tokens")
public class InstallationTokensView extends InstallationPage {
    private final transient TokenBook book;

    /** Makes the page. */
    @Inject
    public InstallationTokensView(SignedIn signedIn, @RestClient InstallationTokenClient client) {
        super(signedIn);
        this.book = new InstallationTokens(client);
    }

    @Override
    protected void show(Visit visit, PageHeader header) {
        List<TokenView> tokens = book.all();
        Button make = new Button(
                "Make a token",
                Icon.PLUS.draw(),
                clicked -> new MakeTokenDialog(book, true, null, () -> show(visit)).open());
        make.addThemeVariants(ButtonVariant.PRIMARY);
        header.say(Amount.of(tokens.stream().filter(TokenTable::isGood).count(), "token")
                        + " can be used · in every catalog")
                .offer(make);
        add(
                tokens.isEmpty()
                        ? new EmptyState(
                                Icon.KEY, "There are no tokens for the whole installation", TokensView.WHAT_FOR)
                        : new TokenTable(book, () -> show(visit)).of(tokens));
    }

    @Override
    protected EmptyState others() {
        return new EmptyState(
                Icon.KEY,
                "These tokens are made by owners of the installation",
                "They count in every catalog. Ask one of the owners, or make one for this catalog under Tokens.");
    }

    @Override
    protected String title() {
        return "Tokens of the installation";
    }
}
