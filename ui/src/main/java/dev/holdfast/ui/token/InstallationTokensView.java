package dev.holdfast.ui.token;

import com.vaadin.flow.router.Route;
import dev.holdfast.contract.operator.identity.TokenView;
import dev.holdfast.ui.client.SignedIn;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.shell.FilteredTable;
import dev.holdfast.ui.shell.InstallationPage;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.ListFilter;
import dev.holdfast.ui.shell.Visit;
import jakarta.inject.Inject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Tokens for scripts and services that work in every catalog. */
@Route("c/:catalog/installation/tokens")
public class InstallationTokensView extends InstallationPage {
    private final transient TokenBook book;
    private final FilteredTable<TokenView> tokens = new FilteredTable<>(
            new ListFilter(TokenTable.box(text -> goFiltered(Links.installationTokens(catalog()), text))),
            "token",
            "tokens");

    /** Makes the page. */
    @Inject
    public InstallationTokensView(SignedIn signedIn, @RestClient InstallationTokenClient client) {
        super(signedIn);
        this.book = new InstallationTokens(client);
    }

    @Override
    protected void begin() {
        add(tokens);
    }

    @Override
    protected String fill(Visit visit) {
        TokenTable table = new TokenTable(book, () -> show(visit));
        return tokens.show(
                visit,
                book::find,
                "Tokens",
                table,
                table::show,
                new EmptyState(Icon.KEY, "There are no tokens for the whole installation", TokensView.WHAT_FOR),
                Links.installationTokens(visit.catalog()));
    }

    @Override
    protected String adding() {
        return "Make a token";
    }

    @Override
    protected void ask(Runnable added) {
        new MakeTokenDialog(book, true, null, added).open();
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
